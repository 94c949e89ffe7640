// Bench: source-map look-ups beside Mozilla's source-map 0.6 in the same run: warm, from nothing, and through the maps' thread of an engine while its proxy's thread is watched.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeMap } from './sample-map.mjs';

const MAP_BYTES = 1_700_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const LOOKUPS = 1_000_000;
const workerFolder = join(import.meta.dirname, '../out/main');
const require = createRequire(import.meta.url);
const { createEngine, DEFAULT_PROXY_CONFIG, parseSourceMap, tracePosition } = require(join(workerFolder, 'engine.cjs'));
const { SourceMapConsumer } = require('source-map');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function timed(run) {
  const start = performance.now();
  const value = run();
  return { ms: performance.now() - start, value };
}

/** Positions all over the map, in no order. */
function positions(lines) {
  return Array.from({ length: 4096 }, (_, i) => ({ line: 1 + ((i * 7919) % lines), column: 1 + ((i * 31) % 60) }));
}

/** Microseconds of one look-up, and a sum of lines so that none is left out. */
function warm(find, asked) {
  let sum = 0;
  const { ms } = timed(() => {
    for (let i = 0; i < LOOKUPS; i += 1) sum += find(asked[i & 4095]);
  });
  return { us: (ms * 1000) / LOOKUPS, sum };
}

function report(name, ours, theirs, unit, digits) {
  console.log(
    `${name.padEnd(44)}${ours.toFixed(digits).padStart(10)}${theirs.toFixed(digits).padStart(12)} ${unit}   ${(theirs / ours).toFixed(1)} x`,
  );
}

function compare(label, { text, lines }) {
  const asked = positions(lines);
  const cold = { ours: [], theirs: [] };
  const hot = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = timed(() => {
      const map = parseSourceMap(text);
      tracePosition(map, asked[0]);
      return map;
    });
    const theirs = timed(() => {
      const map = new SourceMapConsumer(JSON.parse(text));
      map.originalPositionFor({ line: asked[0].line, column: asked[0].column - 1 });
      return map;
    });
    cold.ours.push(ours.ms);
    cold.theirs.push(theirs.ms);
    const one = warm((at) => tracePosition(ours.value, at)?.line ?? 0, asked);
    const other = warm(
      (at) => theirs.value.originalPositionFor({ line: at.line, column: at.column - 1 }).line ?? 0,
      asked,
    );
    if (one.sum !== other.sum) throw new Error(`the answers differ: ${one.sum} and ${other.sum}`);
    hot.ours.push(one.us);
    hot.theirs.push(other.us);
  }
  console.log(`\n${label}: ${(text.length / 1e6).toFixed(2)} MB, ${lines} lines; medians of ${ROUNDS}`.padEnd(44));
  console.log(`${''.padEnd(44)}${'ours'.padStart(10)}${'source-map'.padStart(12)}`);
  report('warm look-up', median(hot.ours), median(hot.theirs), 'µs', 3);
  report('first answer, first time', cold.ours[0], cold.theirs[0], 'ms', 1);
  report('first answer, warmed up', median(cold.ours), median(cold.theirs), 'ms', 1);
}

/** The way a frame takes in the app: captured script and map, the maps' thread; how long it holds up the proxy's thread. */
async function throughEngine({ text, lines }) {
  const server = http.createServer((request, response) => {
    if (request.url.endsWith('.map')) response.end(text);
    else
      response
        .setHeader('Content-Type', 'text/javascript')
        .end('x();\n'.repeat(lines) + '//# sourceMappingURL=app.js.map');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const proxy = { ...DEFAULT_PROXY_CONFIG, target: `http://127.0.0.1:${server.address().port}`, port: 0 };
  const engine = await createEngine({ sessionPath: join(folder, 's.tline'), proxy, version: 'bench', workerFolder });
  const get = (path) => fetch(engine.proxyUrl + path).then((response) => response.arrayBuffer());
  try {
    await engine.sourceMaps.mapStack('Error');
    for (let round = 0; round < ROUNDS; round += 1) {
      const query = `?${round}`;
      await get(`/app.js${query}`);
      await get(`/app.js.map`);
    }
    await engine.sync();
    const first = [];
    const again = [];
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      const url = `${engine.proxyUrl}/app.js?${round}`;
      const answer = await engine.sourceMaps.lookup({ url, line: 5 + round, column: 3 });
      if ('unresolved' in answer) throw new Error(answer.unresolved.message);
      first.push(performance.now() - start);
      const next = performance.now();
      await engine.sourceMaps.lookup({ url, line: 9 + round, column: 3 });
      again.push(performance.now() - next);
    }
    delay.disable();
    console.log(`\nthrough an engine: script and map from the session, decoded on the maps' thread`);
    console.log(
      `first answer ${first[0].toFixed(1)} ms; the same map by another script ${median(first.slice(1)).toFixed(1)} ms; again ${median(again).toFixed(2)} ms`,
    );
    console.log(`the proxy's thread was held up ${(delay.max / 1e6 - 1).toFixed(1)} ms at most (timer of 1 ms)`);
  } finally {
    await engine.close();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const mixed = makeMap(MAP_BYTES, 0.6);
compare('map with its sources', mixed);
compare('map of mappings alone', makeMap(MAP_BYTES, 0));
await throughEngine(mixed);
