// Bench: the same page in Chromium with and without the page agent, in turns: how long it takes to load and to do what pages do.
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const ROUNDS = Number(process.env.BENCH_PAGE_ROUNDS ?? 15);
const MODULES = 60;
const FETCHES = 200;
const LINES = 2000;
const CLICKS = 5000;
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

const built = (name) => readFileSync(join(import.meta.dirname, '../out/main', name));
const AGENT = {
  '/__throughline/agent.js': built('agent.js'),
  '/__throughline/agent-measures.js': built('agent-measures.js'),
};
const TAG =
  '<script src="/__throughline/agent.js" data-page="1" data-trace="1" data-origins="http://localhost:5173"></script>';

/** What the page does once it has loaded; each part in milliseconds. */
const WORK = `async () => {
  const time = async (run) => { const start = performance.now(); await run(); return performance.now() - start; };
  const cart = { items: [{ id: 1, price: 3.5 }, { id: 2, price: 4 }], total: 7.5 };
  const button = document.querySelector('button');
  let clicked = 0;
  button.addEventListener('click', () => clicked++);
  const { startTime, domContentLoadedEventEnd, loadEventEnd } = performance.getEntriesByType('navigation')[0];
  return {
    ready: domContentLoadedEventEnd - startTime,
    load: loadEventEnd - startTime,
    lines: await time(() => { for (let i = 0; i < ${LINES}; i++) console.log('line', i, cart); }),
    clicks: await time(() => { for (let i = 0; i < ${CLICKS}; i++) button.click(); }),
    fetches: await time(() => Promise.all(Array.from({ length: ${FETCHES} }, (_, i) => fetch('/data?' + i).then((answer) => answer.text())))),
  };
}`;

const page = (tag) =>
  `<!doctype html><html><head>${tag}${Array.from({ length: MODULES }, (_, i) => `<script type="module" src="/module.js?${i}"></script>`).join('')}</head><body><button>Buy</button><ul>${'<li>row</li>'.repeat(500)}</ul></body></html>`;

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/plain' || path === '/agent') {
    response.setHeader('Content-Type', 'text/html').end(page(path === '/agent' ? TAG : ''));
  } else if (path.endsWith('.js')) {
    const code = AGENT[path] ?? 'export const rows = Array.from({ length: 2000 }, (_, i) => i * i);';
    response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' }).end(code);
  } else request.resume().on('end', () => response.writeHead(200, { 'Cache-Control': 'no-store' }).end('{}'));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/** One load in a window of its own. */
async function measure(kind) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${origin}/${kind}`, { waitUntil: 'load' });
  const figures = await tab.evaluate(`new Promise((done) => setTimeout(done)).then(${WORK})`);
  await context.close();
  return figures;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const figures = { plain: [], agent: [] };
for (const kind of Object.keys(figures)) await measure(kind);
for (let i = 0; i < ROUNDS; i++) {
  // The first of a pair is at an advantage or not; each kind is it in turn.
  const kinds = i % 2 === 0 ? ['plain', 'agent'] : ['agent', 'plain'];
  for (const kind of kinds) figures[kind].push(await measure(kind));
}
await browser.close();
server.close();
server.closeAllConnections();

const NAMES = {
  ready: `to DOMContentLoaded, ${MODULES} modules, ms`,
  load: 'to load, ms',
  lines: `${LINES} console lines, ms`,
  clicks: `${CLICKS} clicks, ms`,
  fetches: `${FETCHES} fetches at once, ms`,
};
console.log(`\nA page with and without the agent, ${ROUNDS} loads each; medians\n`);
console.log(`${''.padEnd(38)}${'without'.padStart(10)}${'with'.padStart(10)}${'added'.padStart(10)}`);
for (const [key, name] of Object.entries(NAMES)) {
  const [without, with_] = ['plain', 'agent'].map((kind) => median(figures[kind].map((each) => each[key])));
  console.log(
    `${name.padEnd(38)}${without.toFixed(1).padStart(10)}${with_.toFixed(1).padStart(10)}${(with_ - without).toFixed(1).padStart(10)}`,
  );
}
