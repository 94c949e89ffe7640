// Bench: log records in a session file: how many a second its writer takes, and how long questions to a million of them last.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RECORDS = Number(process.env.BENCH_LOGS ?? 1_000_000);
const BATCH = 2_000;
const START = 1_700_000_000_000;
const require = createRequire(import.meta.url);
const { createLocalReader, createWriter } = require(join(import.meta.dirname, '../out/main/engine.cjs'));

/** 50,000 a second, a quarter of them with fields. */
function makeLog(id) {
  const level = id % 100 === 0 ? 'error' : id % 10 === 0 ? 'warn' : 'info';
  const fields = id % 4 === 0 ? { user: { id: `u${id % 1_000}` }, port: id % 50_000 } : {};
  const message = `request ${id} handled in ${id % 250} ms with status 200`;
  return {
    id: String(id),
    at: START + id / 50,
    source: id % 3 === 0 ? 'otlp:db' : 'process:api',
    level,
    message,
    fields,
  };
}

/** The wall's and the processor's time; the second says more where other programs run. */
async function timed(name, run) {
  const before = process.cpuUsage();
  const start = performance.now();
  await run();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${name.padEnd(44)} ${ms.toFixed(1).padStart(9)} ms, processor ${((user + system) / 1_000).toFixed(1).padStart(9)} ms`,
  );
  return ms;
}

function write(path) {
  const writer = createWriter({ path, version: 'bench' });
  for (let first = 1; first <= RECORDS; first += BATCH) {
    for (let id = first; id < first + BATCH; id += 1) writer.write({ kind: 'log', record: makeLog(id) });
    writer.commit();
  }
  writer.close();
}

const folder = mkdtempSync(join(tmpdir(), 'bench-logs-'));
try {
  const path = join(folder, 's.tline');
  const ms = await timed(`write ${RECORDS} records`, () => write(path));
  console.log(`${Math.round((RECORDS / ms) * 1_000)} records a second, ${(statSync(path).size / 1e6).toFixed(0)} MB`);
  const reader = createLocalReader(path);
  const every = 200;
  const index = (filter) => () => reader.logIndex(filter, { every });
  await timed('index of all', index({}));
  await timed('index of a rare text', index({ texts: ['request 77777 '] }));
  await timed('index of a text in every line', index({ texts: ['STATUS'] }));
  await timed('index of a text that is not ASCII', index({ texts: ['größe'] }));
  await timed('index of a level', index({ levels: ['error'] }));
  await timed('index of a field', index({ fields: [{ path: 'user.id', text: 'u77' }] }));
  await timed('a page at the end', () => reader.logRows({ afterId: String(RECORDS - 500), limit: 200 }));
  await timed('histogram of all', () => reader.logHistogram({ fromAt: START, toAt: START + RECORDS / 50, steps: 300 }));
  await timed('totals', () => reader.telemetryTotals());
  await reader.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
