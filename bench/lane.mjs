// Bench: one proxy in a process of its own, so that its CPU time and memory are its alone. `bare` is http-proxy with its defaults.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [kind, target, pages] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const lanes = { bare: startBare, throughline: startThroughline };
const lane = await lanes[kind]();
process.send({ url: lane.url });

process.on('message', async (message) => {
  if (message === 'usage') process.send(await usage());
  if (message === 'stop') {
    const closed = await lane.close();
    process.send({ closed });
    process.disconnect();
  }
});
process.on('disconnect', () => process.exit(0));

/** CPU time of all threads so far, and resident memory after a collection. */
async function usage() {
  await lane.settle();
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  globalThis.gc?.();
  return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
}

async function startBare() {
  const httpProxy = require('http-proxy');
  const proxy = httpProxy.createProxyServer({ target });
  proxy.on('error', (error, request, response) => response.destroy?.(error));
  const server = http.createServer((request, response) => proxy.web(request, response));
  server.keepAliveTimeout = 60_000;
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, settle: async () => {}, close: async () => ({}) };
}

/** The engine with all its threads: capture on, bodies kept, written to a session file. */
async function startThroughline() {
  const workerFolder = join(import.meta.dirname, '../out/main');
  const { createEngine, DEFAULT_PROXY_CONFIG } = require(join(workerFolder, 'engine.cjs'));
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const engine = await createEngine({
    sessionPath: join(folder, 'bench.tline'),
    proxy: { ...DEFAULT_PROXY_CONFIG, target, port: 0 },
    version: 'bench',
    workerFolder,
    // `plain`: pages get no agent.
    switches: { inject: pages !== 'plain' },
  });
  const close = async () => {
    const closed = await engine.close();
    rmSync(folder, { recursive: true, force: true });
    return closed;
  };
  return { url: engine.proxyUrl, settle: () => engine.sync(), close };
}
