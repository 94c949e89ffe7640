// Bench: Throughline beside a bare http-proxy and no proxy at all, in one run on one machine. Prints ratios; absolute numbers say little on a shared machine.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { measureLatency } from './latency.mjs';
import { measureStreamDelay } from './stream-delay.mjs';

const CONNECTIONS = 32;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const WARM_UP_SECONDS = 3;
const EVENTS = 400;
const LATENCY_REQUESTS = 1500;
const MEMORY_EXCHANGES = 60_000;

const here = (name) => join(import.meta.dirname, name);
const median = (values) => quantile(values, 0.5);

/** The value below which a share of the values lies. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Starts a part in its own process; `ask` sends a word and waits for the answer. */
async function start(script, ...args) {
  const child = fork(here(script), args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`${script} ${args[0] ?? ''} ended early with code ${code}`)));
    });
  const { url } = await answer();
  const ask = (word) => {
    child.send(word);
    return answer();
  };
  return { url, ask, kill: () => child.kill() };
}

async function load(url, options) {
  const result = await autocannon({ url, connections: CONNECTIONS, pipelining: 1, ...options });
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${url}: ${result.errors} errors, ${result.non2xx} answers other than 2xx`);
  }
  return result;
}

/** One lane's figures of one round. */
async function round(lane) {
  const before = lane.ask ? await lane.ask('usage') : undefined;
  const burst = await load(lane.url, { duration: SECONDS });
  const after = lane.ask ? await lane.ask('usage') : undefined;
  const times = await measureLatency(lane.url, LATENCY_REQUESTS);
  const delays = await measureStreamDelay(lane.url, EVENTS);
  const count = burst['2xx'];
  return {
    perSecond: count / burst.duration,
    cpuPer10k: after && ((after.cpuMs - before.cpuMs) / count) * 10_000,
    p50: median(times),
    p99: quantile(times, 0.99),
    busy99: burst.latency.p99,
    stream50: median(delays),
    stream99: quantile(delays, 0.99),
  };
}

/** Growth of resident memory per captured exchange, in bytes, after a warm-up of the same size. */
async function memoryPerExchange(lane) {
  await load(lane.url, { amount: MEMORY_EXCHANGES });
  const before = await lane.ask('usage');
  await load(lane.url, { amount: MEMORY_EXCHANGES });
  const after = await lane.ask('usage');
  return { bytes: (after.rssBytes - before.rssBytes) / MEMORY_EXCHANGES, rssBytes: after.rssBytes };
}

const fixed = (value, digits = 2) => (value === undefined ? '-' : value.toFixed(digits));

function row(cells) {
  console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(34) : String(cell).padStart(14))).join(''));
}

/** Prints one measure of all lanes with the ratio that matters. */
function report(name, figures, measure, digits) {
  const of = (lane) => {
    const values = figures[lane].map((f) => f[measure]).filter((v) => v !== undefined);
    return values.length > 0 ? median(values) : undefined;
  };
  const [direct, bare, ours] = [of('direct'), of('bare'), of('throughline')];
  row([name, fixed(direct, digits), fixed(bare, digits), fixed(ours, digits), `${fixed(ours / bare)} x`]);
  return { direct, bare, ours };
}

const upstream = await start('upstream.mjs');
const lanes = {
  direct: { url: upstream.url },
  bare: await start('lane.mjs', 'bare', upstream.url),
  throughline: await start('lane.mjs', 'throughline', upstream.url),
};
const figures = { direct: [], bare: [], throughline: [] };
for (const lane of Object.values(lanes)) await load(lane.url, { duration: WARM_UP_SECONDS });
for (let i = 0; i < ROUNDS; i++) {
  for (const [name, lane] of Object.entries(lanes)) figures[name].push(await round(lane));
}

console.log(`\n${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, 1 KB answers; medians\n`);
row(['', 'direct', 'http-proxy', 'Throughline', 'ours / bare']);
report('requests per second', figures, 'perSecond', 0);
report('CPU ms per 10,000 requests', figures, 'cpuPer10k', 0);
const p50 = report('p50 of single requests, ms', figures, 'p50', 3);
const p99 = report('p99 of single requests, ms', figures, 'p99', 3);
report('p99 under full load, ms', figures, 'busy99', 0);
const stream = report('event delay p50, ms', figures, 'stream50', 3);
report('event delay p99, ms', figures, 'stream99', 3);

const memory = await memoryPerExchange(lanes.throughline);
console.log(
  `\nadded p50 ${fixed(p50.ours - p50.direct, 3)} ms (bare ${fixed(p50.bare - p50.direct, 3)}), added p99 ${fixed(p99.ours - p99.direct, 3)} ms (bare ${fixed(p99.bare - p99.direct, 3)})`,
);
console.log(
  `event delay over direct ${fixed(stream.ours - stream.direct, 3)} ms (bare ${fixed(stream.bare - stream.direct, 3)})`,
);
console.log(
  `memory per captured 1 KB exchange ${fixed(memory.bytes / 1024)} KB, resident ${fixed(memory.rssBytes / 2 ** 20, 0)} MB after all`,
);

const { closed } = await lanes.throughline.ask('stop');
console.log(`captured ${closed.exchanges} exchanges, ${closed.dropped} details dropped`);
lanes.bare.kill();
upstream.kill();
