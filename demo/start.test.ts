import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

interface Ready {
  readonly event: string;
  readonly web: string;
  readonly api: string;
  readonly routes: readonly { readonly match: string; readonly target: string }[];
}

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'start.mjs');
const children: ReturnType<typeof launch>[] = [];

const launch = () => spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });

async function start() {
  const child = launch();
  children.push(child);
  child.stderr.resume();
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return { child, lines, ready: JSON.parse(lines[0] ?? '') as Ready, ended: once(child, 'exit') };
}

/** Ends those that still run in the way that lets them tidy up. */
afterEach(async () => {
  const running = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    running.map((child) => {
      child.stdin.end();
      return once(child, 'exit');
    }),
  );
});

it('serves the page and the back end, says where in one line, and ends on SIGTERM', async () => {
  const { child, lines, ready, ended } = await start();
  expect(ready.routes.map(({ match, target }) => [match, target === ready.api])).toEqual([
    ['/api', true],
    ['/ws', true],
    ['/events', true],
  ]);
  const page = await (await fetch(`${ready.web}/`)).text();
  expect(page).toContain('<title>Corner shop</title>');
  expect(await (await fetch(`${ready.web}/src/main.ts`)).text()).toContain('createApp');
  expect((await fetch(`${ready.api}/api/products`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(lines).toHaveLength(1);
  await expect(fetch(ready.web)).rejects.toThrow('fetch failed');
  await expect(fetch(ready.api)).rejects.toThrow('fetch failed');
});

it('ends when the process that started it goes away', async () => {
  const { child, ended } = await start();
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});

it('runs beside another one', async () => {
  const [one, two] = await Promise.all([start(), start()]);
  expect(new Set([one.ready.web, one.ready.api, two.ready.web, two.ready.api]).size).toBe(4);
});
