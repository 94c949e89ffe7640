// Bench: requests through the proxy while a collector stalls that everything is exported to, beside the same without export. Prints both and their ratio.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureLatency } from './latency.mjs';

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 4_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const QUEUE = 5_000;

const built = join(import.meta.dirname, '../out/main');
const { createEngine, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(join(built, 'engine.cjs'));

async function listen(handler) {
  const server = http.createServer(handler);
  server.keepAliveTimeout = 60_000;
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

async function open(folder, name, target, exportTo) {
  return createEngine({
    sessionPath: join(folder, `${name}.tline`),
    proxy: { ...DEFAULT_PROXY_CONFIG, target, port: 0 },
    telemetry: { processes: [], logFiles: [], logParsers: [], metrics: [], pprof: [], ...(exportTo && { exportTo }) },
    version: '0.0.0',
    workerFolder: built,
  });
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
const upstream = await listen((_, response) => response.end('hello'));
// Takes requests and never answers.
const collector = await listen((request) => request.resume());
const lanes = {
  'without export': await open(folder, 'plain', upstream.url),
  'stalled collector': await open(folder, 'export', upstream.url, { endpoint: collector.url, queue: QUEUE }),
};
const times = Object.fromEntries(Object.keys(lanes).map((name) => [name, []]));
for (const engine of Object.values(lanes)) await measureLatency(engine.proxyUrl, 500);
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, engine] of Object.entries(lanes)) {
    times[name].push(...(await measureLatency(engine.proxyUrl, REQUESTS / ROUNDS)));
  }
}
for (const [name, values] of Object.entries(times)) {
  const [p50, p99] = [0.5, 0.99].map((share) => quantile(values, share).toFixed(3));
  console.log(`${name}: p50 ${p50} ms, p99 ${p99} ms`);
}
const [plain, stalled] = Object.values(times);
console.log(`ratio of p50: ${(quantile(stalled, 0.5) / quantile(plain, 0.5)).toFixed(2)}`);
const { sent, waiting, dropped } = lanes['stalled collector'].telemetry().exporter;
console.log(`exporter: ${sent} sent, ${waiting} waiting, ${dropped} dropped`);
for (const engine of Object.values(lanes)) await engine.close();
for (const { server } of [upstream, collector]) {
  server.closeAllConnections();
  server.close();
}
rmSync(folder, { recursive: true });
