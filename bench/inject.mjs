// Bench: what the page agent's tag costs a document: the time to its first byte and to its end, through an engine that injects and one that does not, in the same run.
import { fork } from 'node:child_process';
import http from 'node:http';
import { join } from 'node:path';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const REQUESTS = 150;
const LARGE_REQUESTS = 8;
const WARM_UP = 50;
/** The documents of upstream.mjs and how often each is asked for in a round. */
const DOCUMENTS = [
  { name: '3 KB document', path: '/document', count: REQUESTS },
  { name: '3 KB document, gzip', path: '/document?gzip', count: REQUESTS },
  { name: '3 KB document, br', path: '/document?br', count: REQUESTS },
  { name: '5 MB document, streamed', path: '/large', count: LARGE_REQUESTS },
  { name: '5 MB document, streamed, gzip', path: '/large?gzip', count: LARGE_REQUESTS },
];

const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

/** Starts a part in its own process; `ask` sends a word and waits for the answer. */
async function start(script, ...args) {
  const child = fork(join(import.meta.dirname, script), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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

/** Milliseconds to the first byte of the content and to its end, and whether the tag was in the first bytes. */
function load(url, agent) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = { 'Sec-Fetch-Dest': 'document', 'Accept-Encoding': 'gzip, br' };
    const request = http.get(url, { agent, headers }, (response) => {
      let firstMs;
      let tagged = false;
      response.on('data', (bytes) => {
        if (firstMs !== undefined) return;
        firstMs = performance.now() - startedAt;
        tagged = bytes.includes('/__throughline/agent.js');
      });
      response.on('end', () => resolve({ firstMs, endMs: performance.now() - startedAt, tagged }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** One document's times by lane, the lanes in turn; throws where the tag is missing or is there unasked. */
async function measure(path, count) {
  const times = lanes.map(() => []);
  for (let i = 0; i < count; i += 1) {
    for (const [index, lane] of lanes.entries()) {
      const time = await load(`${lane.url}${path}`, agent);
      if (time.tagged !== lane.injects) throw new Error(`${path} came ${time.tagged ? 'with' : 'without'} the tag`);
      times[index].push(time);
    }
  }
  return times;
}

const upstream = await start('upstream.mjs');
const lanes = [
  { ...(await start('lane.mjs', 'throughline', upstream.url, 'plain')), injects: false },
  { ...(await start('lane.mjs', 'throughline', upstream.url)), injects: true },
];
const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
for (const { path, count } of DOCUMENTS) await measure(path, Math.min(count, WARM_UP));

console.log(`\n${ROUNDS} rounds; ms, medians\n`);
const row = (cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(12))).join(''));
row(['', 'as it is', 'with tag', 'added', 'ratio']);
for (const { name, path, count } of DOCUMENTS) {
  const times = await measure(path, count * ROUNDS);
  const figures = [
    ['first byte', 'firstMs', 0.5],
    ['first byte p99', 'firstMs', 0.99],
    ['end', 'endMs', 0.5],
  ];
  for (const [label, field, share] of figures) {
    const [plain, tagged] = times.map((all) =>
      quantile(
        all.map((time) => time[field]),
        share,
      ),
    );
    row([
      `${name}: ${label}`,
      plain.toFixed(3),
      tagged.toFixed(3),
      (tagged - plain).toFixed(3),
      `${(tagged / plain).toFixed(2)} x`,
    ]);
  }
}
agent.destroy();
for (const lane of lanes) await lane.ask('stop');
upstream.kill();
