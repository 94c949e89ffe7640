// Bench: a child process that writes lines as fast as it is told while requests pass, through the product's own entry: latency beside
// a run without logs, and beside one where the same writer runs unheard (what the writing alone costs the machine), memory, and
// whether every line is a record or counted as dropped.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const LINES_PER_SECOND = Number(process.env.BENCH_LINES ?? 50_000);
const SECONDS = Number(process.env.BENCH_LOG_SECONDS ?? 10);
const REQUESTS_PER_SECOND = 500;
const ROOT = join(import.meta.dirname, '..');

const WRITER = `
const [rate, seconds] = process.argv.slice(1).map(Number);
const BATCH_MS = 10;
let written = 0;
const begun = Date.now();
const line = (n) => JSON.stringify({ level: 30, time: Date.now(), pid: 1, hostname: 'vm', reqId: 'req-' + (n % 997), items: n, msg: 'order placed by somebody' }) + '\\n';
function tick() {
  const due = Math.min(rate * seconds, Math.floor(((Date.now() - begun) / 1000) * rate));
  let text = '';
  while (written < due) text += line(written++);
  const next = () => (written < rate * seconds ? setTimeout(tick, BATCH_MS) : process.stderr.write('written ' + written + '\\n'));
  if (text === '') next();
  else if (process.stdout.write(text)) next();
  else process.stdout.once('drain', next);
}
setTimeout(tick, 500);
setInterval(() => {}, 1000);
`;

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;

const upstream = http.createServer((request, response) => {
  request.resume();
  response.end('{"ok":true}');
});
await new Promise((listening) => upstream.listen(0, '127.0.0.1', listening));
const target = `http://127.0.0.1:${upstream.address().port}`;
const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true, force: true });
  upstream.close();
}

async function run() {
  const quiet = await measure('quiet', undefined);
  const unheard = await measureUnheard();
  const loud = await measure('loud', LINES_PER_SECOND);
  const summary = inspect(loud.session);
  const { logs } = summary.counts;
  // That the writer was started, its last word, and how it ended, are records too.
  const written = LINES_PER_SECOND * SECONDS + 3;
  // A line that stood still for long in its midst is two records, so there may be more, never fewer.
  const ratio = (share, beside) => (quantile(loud.times, share) / quantile(beside.times, share)).toFixed(2);
  const ratios = (beside) => `p50 x${ratio(0.5, beside)}, p95 x${ratio(0.95, beside)}, p99 x${ratio(0.99, beside)}`;
  console.log(
    `lines written ${written}, records ${logs}, dropped ${summary.dropped}, missing ${written - logs - summary.dropped}`,
  );
  console.log(`latency beside a run without logs: ${ratios(quiet)}`);
  console.log(`latency beside a run whose writer is not heard: ${ratios(unheard)}`);
  console.log(
    `p50 ${quantile(quiet.times, 0.5).toFixed(2)} -> ${quantile(loud.times, 0.5).toFixed(2)} ms, p99 ${quantile(quiet.times, 0.99).toFixed(2)} -> ${quantile(loud.times, 0.99).toFixed(2)} ms`,
  );
  console.log(
    `largest resident memory: ${quiet.rssMiB} -> ${loud.rssMiB} MiB; caught up ${loud.tailMs} ms after the last line`,
  );
  if (logs + summary.dropped < written) process.exitCode = 1;
}

/** The same writer beside a run that does not know of it. */
async function measureUnheard() {
  const writer = spawn(process.execPath, ['-e', WRITER, String(LINES_PER_SECOND), String(SECONDS)], {
    stdio: 'ignore',
  });
  try {
    return await measure('unheard', undefined);
  } finally {
    writer.kill();
  }
}

/** Requests at an even rate while a writer runs (or none); answers the times of all. */
async function measure(name, rate) {
  const session = join(folder, `${name}.tline`);
  const command = rate === undefined ? [] : ['--', process.execPath, '-e', WRITER, String(rate), String(SECONDS)];
  const args = [join(ROOT, 'bin', 'throughline.mjs'), '--headless', '--json', '--port', '0', '--otlp-port', 'off'];
  const child = spawn(process.execPath, [...args, '--session', session, target, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let hasWritten = rate === undefined;
  child.stderr.on('data', (chunk) => (hasWritten ||= chunk.includes('written ')));
  const { proxy } = JSON.parse((await lines.next()).value);
  let rssMiB = 0;
  const watch = setInterval(() => (rssMiB = Math.max(rssMiB, residentMiB(child.pid))), 200);
  const times = await request(proxy);
  while (!hasWritten) await new Promise((resolve) => setTimeout(resolve, 20));
  const endedAt = performance.now();
  clearInterval(watch);
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('exit', resolve));
  return { session, times, rssMiB, tailMs: Math.round(performance.now() - endedAt) };
}

async function request(proxy) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  const times = [];
  const begun = performance.now();
  const pending = [];
  for (let n = 0; n < REQUESTS_PER_SECOND * (SECONDS + 1); n++) {
    const wait = begun + (n * 1_000) / REQUESTS_PER_SECOND - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(once(`${proxy}/api/${n}`, agent, times));
  }
  await Promise.all(pending);
  agent.destroy();
  return times;
}

function once(url, agent, times) {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        response.resume();
        response.once('end', () => resolve(void times.push(performance.now() - since)));
      })
      .once('error', reject);
  });
}

function residentMiB(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    // It has ended, or this system has no such file.
    return 0;
  }
}

function inspect(session) {
  const args = [join(ROOT, 'bin', 'throughline.mjs'), 'inspect', session, '--kind', 'summary'];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
