import { type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { describeReadiness, waitUntilReady } from './readiness.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(
  statuses: number[],
  host = '127.0.0.1',
): Promise<{ readonly port: number; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, answer) => {
    answer.statusCode = statuses[Math.min(asked, statuses.length - 1)] ?? 200;
    asked += 1;
    answer.end('x'.repeat(100_000));
  }).listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  server.unref();
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const { port } = await serve([200]);
  servers.pop()?.close();
  return port;
}

const patient = (): AbortSignal => new AbortController().signal;
const never = (): void => expect.unreachable();

describe('waitUntilReady', () => {
  it.each(['127.0.0.1', '::1'])('takes a port that accepts connections at %s', async (host) => {
    const { port } = await serve([200], host);
    expect(await waitUntilReady({ port }, patient(), never)).toBe(true);
  });

  it('asks a URL until it answers with a status below 500', async () => {
    const { port, asked } = await serve([503, 500, 401]);
    expect(await waitUntilReady({ url: `http://127.0.0.1:${port}/up` }, patient(), never)).toBe(true);
    expect(asked()).toBe(3);
  });

  it('says once that it is late, goes on, and stops when nobody waits any more', async () => {
    const stop = new AbortController();
    let late = 0;
    const port = await freePort();
    const ready = waitUntilReady({ port, timeoutMs: 1 }, stop.signal, () => {
      late += 1;
      setImmediate(() => stop.abort());
    });
    expect(await ready).toBe(false);
    expect(late).toBe(1);
    expect(await waitUntilReady({ port }, AbortSignal.abort(), never)).toBe(false);
  });

  it('is said in words', () => {
    expect(describeReadiness({ port: 5173 })).toBe('accept connections at port 5173');
    expect(describeReadiness({ url: 'http://a/up' })).toBe('answer at http://a/up');
  });
});
