import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyInfo, fakeExchange, fakeReader } from '../test/fake-session.ts';
import { replayExchange, replayHeaders } from './replay.ts';

const server = createServer();
let origin: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const payload = Buffer.from('a=1');
const posted = fakeExchange({
  method: 'POST',
  url: 'http://127.0.0.1:1/cart?x=%20y',
  requestBody: bodyInfo(payload),
  requestHeaders: [
    ['Host', '127.0.0.1:1'],
    ['Cookie', 'a=b'],
    ['X-Twice', '1'],
    ['X-Twice', '2'],
    ['Connection', 'keep-alive, X-Hop'],
    ['X-Hop', 'gone'],
    ['Transfer-Encoding', 'chunked'],
    [':path', '/cart'],
  ],
});

describe('replayExchange', () => {
  it('sends the request as it was captured, through the proxy as it listens now', async () => {
    const seen = new Promise<{ readonly request: IncomingMessage; readonly body: string }>((resolve) =>
      server.once('request', (request, answer) => {
        void text(request).then((body) => {
          resolve({ request, body });
          answer.end();
        });
      }),
    );
    await replayExchange(fakeReader(posted, { request: { raw: payload, decoded: payload } }), origin, '1');
    const { request, body } = await seen;
    expect([request.method, request.url, body]).toEqual(['POST', '/cart?x=%20y', 'a=1']);
    expect(request.headers).toMatchObject({
      host: '127.0.0.1:1',
      cookie: 'a=b',
      'x-twice': '1, 2',
      'content-length': '3',
    });
    expect(request.headers['x-hop']).toBeUndefined();
    expect(request.headers['transfer-encoding']).toBeUndefined();
  });

  it.each([
    ['a WebSocket', fakeExchange({ kind: 'websocket' })],
    ['a request of which a part was kept', fakeExchange({ requestBody: bodyInfo(payload, { truncated: true }) })],
    ['a request that was cut off', fakeExchange({ requestBody: bodyInfo(payload, { complete: false }) })],
  ])('refuses %s', async (_, exchange) => {
    await expect(replayExchange(fakeReader(exchange), origin, '1')).rejects.toMatchObject({
      code: 'replay-not-possible',
    });
  });

  it('says so where there is no such request, or no proxy', async () => {
    await expect(replayExchange(fakeReader(fakeExchange()), origin, '2')).rejects.toMatchObject({
      code: 'no-exchange',
    });
    await expect(replayExchange(fakeReader(fakeExchange()), 'http://127.0.0.1:1', '1')).rejects.toMatchObject({
      code: 'replay-failed',
    });
  });
});

describe('replayHeaders', () => {
  it('adds a host where the request had none, as in HTTP/2', () => {
    expect(replayHeaders(fakeExchange({ requestHeaders: [[':authority', 'x']] }), 'h:1', undefined)).toEqual([
      'Host',
      'h:1',
    ]);
  });
});
