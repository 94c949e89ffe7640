// Demo: the shop's front end, served by Vite on a free port of this machine.
// Prints one JSON line on stdout when it answers, all else on stderr; ends on SIGTERM, SIGINT or when stdin closes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { createLogger, createServer } from 'vite';
import { runUntilTold } from './run.mjs';

const HOST = '127.0.0.1';
const WEB = join(dirname(fileURLToPath(import.meta.url)), 'web');

/** Vite's own log goes to stderr, as stdout is for the one JSON line. */
function createStderrLogger() {
  const logger = createLogger('info', { allowClearScreen: false });
  const write = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);
  return Object.assign(logger, { info: write, warn: write, warnOnce: write, error: write });
}

/** Takes the first free port at or after Vite's usual one; a cache of its own, so that demos beside each other do not share one. */
async function startWeb() {
  const cacheDir = mkdtempSync(join(tmpdir(), 'throughline-demo-'));
  const server = await createServer({
    configFile: false,
    root: WEB,
    cacheDir,
    plugins: [vue()],
    server: { host: HOST, port: 5173 },
    optimizeDeps: { include: ['vue'] },
    customLogger: createStderrLogger(),
  });
  process.once('exit', () => rmSync(cacheDir, { recursive: true, force: true }));
  const close = () => server.close();
  try {
    await server.listen();
  } catch (fault) {
    await close();
    throw fault;
  }
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') throw new Error('Vite listens on no port.');
  return { url: `http://${HOST}:${address.port}`, close };
}

const web = await startWeb();
runUntilTold({ url: web.url, product: 'Vite' }, web.close);
