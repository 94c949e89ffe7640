// Demo: starts the shop, front end (Vite) and back end, on free ports of this machine.
// Prints one JSON line on stdout when both answer, all else on stderr; ends on SIGTERM, SIGINT or when stdin closes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { createLogger, createServer } from 'vite';
import { createBackend } from './backend/server.mjs';

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

const backend = await createBackend({ host: HOST });
const web = await startWeb();

let closing = false;
async function stop() {
  if (closing) return;
  closing = true;
  await Promise.all([web.close(), backend.close()]);
  process.exit(0);
}
// Vite would end the process by itself, with a code of its own and before the back end has closed.
process.removeAllListeners('SIGTERM');
process.stdin.removeAllListeners('end');
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
process.stdin.once('end', () => void stop()).once('error', () => void stop());
process.stdin.resume();

const routes = ['/api', '/ws', '/events'].map((match) => ({ match, target: backend.url }));
process.stdout.write(`${JSON.stringify({ event: 'ready', web: web.url, api: backend.url, routes })}\n`);
