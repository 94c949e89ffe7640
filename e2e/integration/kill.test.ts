// Integration: a recording that is killed in the middle of load has everything older than half a second, and opens by itself.
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { inspect } from '../support/inspect.ts';
import { startRecording } from '../support/recording.ts';

/** What may be missing after a kill, in milliseconds before it. */
const LOSS_LIMIT_MS = 500;
const LANES = 16;
/** Answers before the kill. */
const KILL_AFTER = 12_000;
const FILLER = 'x'.repeat(1_000);

interface InspectedExchange {
  readonly url: string;
  readonly status?: number;
  readonly responseBody: { readonly text?: string; readonly complete: boolean };
}

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startUpstream(): Promise<string> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.end(`${request.url} ${FILLER}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(
    () => void server.close(),
    () => server.closeAllConnections(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** One request to its end; rejects when the connection is lost. */
function read(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
}

it('keeps everything older than 500 ms when it is killed under load', async () => {
  const recording = await startRecording({ target: await startUpstream() });
  closers.push(() => recording.kill());
  const agent = new Agent({ keepAlive: true });
  closers.push(() => agent.destroy());
  const answeredAt = new Map<string, number>();
  let next = 0;
  let killedAt = Infinity;

  async function lane(): Promise<void> {
    while (killedAt === Infinity) {
      const path = `/item/${next++}`;
      try {
        await read(recording.ready.proxy + path, agent);
      } catch (lost) {
        if (killedAt === Infinity) throw lost;
        return;
      }
      answeredAt.set(path, performance.now());
      if (answeredAt.size === KILL_AFTER) {
        killedAt = performance.now();
        process.kill(recording.ready.pid, 'SIGKILL');
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));

  const exchanges = await inspect<InspectedExchange[]>(recording.ready.session, 'exchanges', { bodies: true });
  const kept = new Map(exchanges.map((exchange) => [new URL(exchange.url).pathname, exchange]));
  const due = [...answeredAt].filter(([, at]) => at < killedAt - LOSS_LIMIT_MS).map(([path]) => path);
  expect(due.length).toBeGreaterThan(0);
  expect(due.filter((path) => kept.get(path)?.responseBody.text !== `${path} ${FILLER}`)).toEqual([]);
  expect(due.filter((path) => kept.get(path)?.responseBody.complete !== true)).toEqual([]);
});
