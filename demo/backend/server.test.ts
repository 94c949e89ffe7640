import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { gunzipSync, brotliDecompressSync, inflateSync } from 'node:zlib';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { buildGoBackend } from '../go-backend.mjs';
import { type Backend, createBackend, matchPath } from './server.mjs';

/** The same shop in Go, on a port of its own. */
async function startGo(): Promise<Backend> {
  const child = spawn((await buildGoBackend()) ?? 'go', [], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const ended = once(child, 'exit');
  const { url } = JSON.parse(line) as Backend;
  const close = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  return { url, close };
}

let backend: Backend;
const at = (path: string): string => `${backend.url}${path}`;
const json = async (path: string, init?: RequestInit): Promise<unknown> => (await fetch(at(path), init)).json();

/** The raw answer, with nothing undone. */
async function readRaw(path: string): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  const sent = request(at(path)).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { headers: answer.headers, body: Buffer.concat(parts) };
}

/** Where Debian's packages can be had, Go is part of the set-up of tests. */
const BACKENDS: [string, () => Promise<Backend>][] = [['Node', () => createBackend()]];
if (existsSync('/usr/bin/dpkg-query')) BACKENDS.push(['Go', startGo]);

describe.each(BACKENDS)('the back end in %s', (_name, start) => {
  beforeEach(async () => {
    backend = await start();
  });
  afterEach(() => backend.close());

  describe('shop', () => {
    it('lists, finds and misses products', async () => {
      expect(await json('/api/products')).toMatchObject({ total: 8 });
      expect(await json('/api/products?q=LAMP')).toMatchObject({ total: 1, items: [{ id: 'lamp' }] });
      expect(await json('/api/products/mug')).toMatchObject({ name: 'Blue mug' });
      expect(await json('/api/products/yacht')).toMatchObject({ status: 404 });
    });

    it('turns a cart into an order', async () => {
      const put = { method: 'PUT', body: JSON.stringify({ quantity: 2 }) };
      expect(await json('/api/cart/mug', put)).toEqual({
        items: [{ productId: 'mug', quantity: 2 }],
        totalCents: 2900,
      });
      const placed = await fetch(at('/api/orders'), { method: 'POST' });
      expect(placed.status).toBe(201);
      expect(await json(placed.headers.get('location') ?? '')).toMatchObject({ totalCents: 2900, state: 'placed' });
      expect(await json('/api/cart')).toEqual({ items: [], totalCents: 0 });
      expect((await fetch(at('/api/orders'), { method: 'POST' })).status).toBe(409);
    });

    it('refuses a quantity that is no number, and empties the cart with 204', async () => {
      expect((await fetch(at('/api/cart/mug'), { method: 'PUT', body: 'two' })).status).toBe(422);
      expect((await fetch(at('/api/cart'), { method: 'DELETE' })).status).toBe(204);
    });
  });

  describe('kinds of answers', () => {
    it('names what is allowed where the method is wrong', async () => {
      const answer = await fetch(at('/api/upload'));
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
      expect((await fetch(at('/api/unheard-of'))).status).toBe(404);
    });

    it('follows a chain of all four redirects', async () => {
      const answer = await fetch(at('/api/old/0'));
      expect([answer.redirected, new URL(answer.url).pathname]).toEqual([true, '/api/old/4']);
      const codes = await Promise.all(
        [0, 1, 2, 3].map(async (step) => (await fetch(at(`/api/old/${step}`), { redirect: 'manual' })).status),
      );
      expect(codes).toEqual([301, 302, 307, 308]);
    });

    it('fails in each of its ways', async () => {
      const statuses = await Promise.all(
        ['/api/missing', '/api/private', '/api/broken'].map(async (path) => (await fetch(at(path))).status),
      );
      expect(statuses).toEqual([404, 401, 500]);
      await expect(fetch(at('/api/half')).then((answer) => answer.text())).rejects.toThrow('terminated');
      await expect(fetch(at('/api/cut'))).rejects.toThrow('fetch failed');
    });

    it('lets in who has a token that is still good', async () => {
      const ask = async (seconds: number): Promise<number> => {
        const { token } = (await json(`/api/sign-in?seconds=${seconds}`, { method: 'POST' })) as { token: string };
        return (await fetch(at('/api/private'), { headers: { Authorization: `Bearer ${token}` } })).status;
      };
      expect([await ask(-60), await ask(60)]).toEqual([401, 200]);
    });

    it('answers an upload with its size and hash, raw and multipart', async () => {
      const bytes = Buffer.from('a'.repeat(100_000));
      expect(await json('/api/upload', { method: 'POST', body: bytes })).toMatchObject({
        size: 100_000,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const form = new FormData();
      form.append('photo', new File(['x'], 'x.txt'));
      const receipt = await json('/api/upload', { method: 'POST', body: form });
      expect(receipt).toMatchObject({
        contentType: expect.stringMatching(/^multipart\/form-data; boundary=/) as string,
      });
    });

    it('sends a download of exactly the length it promised', async () => {
      const { headers, body } = await readRaw('/api/download?mib=2');
      expect([headers['content-length'], body.length]).toEqual([String(2 * 1024 * 1024), 2 * 1024 * 1024]);
    });

    it('sends the same catalogue in each coding', async () => {
      const plain = (await readRaw('/api/catalogue/identity')).body;
      const [gzip, br, deflate] = await Promise.all(
        ['gzip', 'br', 'deflate'].map(async (coding) => readRaw(`/api/catalogue/${coding}`)),
      );
      expect([gzip, br, deflate].map((answer) => answer?.headers['content-encoding'])).toEqual([
        'gzip',
        'br',
        'deflate',
      ]);
      expect(gunzipSync(gzip?.body ?? '').equals(plain)).toBe(true);
      expect(brotliDecompressSync(br?.body ?? '').equals(plain)).toBe(true);
      expect(inflateSync(deflate?.body ?? '').equals(plain)).toBe(true);
    });

    it('streams NDJSON in lines that each stand alone', async () => {
      const lines = (await (await fetch(at('/api/export.ndjson'))).text()).trim().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toHaveLength(8);
    });

    it('answers HEAD, 204 and 304 without a body', async () => {
      const head = await fetch(at('/api/products'), { method: 'HEAD' });
      expect([head.status, Number(head.headers.get('content-length')) > 0, await head.text()]).toEqual([200, true, '']);
      expect((await fetch(at('/api/nothing'))).status).toBe(204);
      const etag = (await fetch(at('/api/price-list'))).headers.get('etag') ?? '';
      const again = await fetch(at('/api/price-list'), { headers: { 'If-None-Match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    });

    it.each([
      ['bytes=100-299', 206, 'bytes 100-299/11892', 200],
      ['bytes=-10', 206, 'bytes 11882-11891/11892', 10],
      ['bytes=11890-', 206, 'bytes 11890-11891/11892', 2],
      ['bytes=99999-', 416, 'bytes */11892', undefined],
      ['lines=1-2', 200, null, 11892],
    ])('answers Range: %s', async (range, status, contentRange, size) => {
      const answer = await fetch(at('/api/terms.txt'), { headers: { Range: range } });
      const body = await answer.arrayBuffer();
      expect([answer.status, answer.headers.get('content-range')]).toEqual([status, contentRange]);
      // What an answer with 416 says in words is its own.
      if (size !== undefined) expect(body.byteLength).toBe(size);
    });

    it('draws a PNG', async () => {
      const { headers, body } = await readRaw('/api/picture.png');
      expect(headers['content-type']).toBe('image/png');
      expect(body.subarray(1, 4).toString()).toBe('PNG');
      expect([body.readUInt32BE(16), body.readUInt32BE(20)]).toEqual([96, 96]);
      expect(body.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
    });

    it('waits as long as it is asked to, and answers a burst', async () => {
      expect(await json('/api/slow?ms=0')).toEqual({ waitedMs: 0 });
      expect((await (await fetch(at('/api/drip'))).text()).trim().split('\n')).toHaveLength(5);
      const answers = await Promise.all(Array.from({ length: 24 }, (_, i) => json(`/api/burst/${i + 1}`)));
      expect(answers).toEqual(Array.from({ length: 24 }, (_, i) => ({ number: i + 1 })));
    });
  });

  describe('event streams', () => {
    it('sends an order to everyone who listens', async () => {
      const answer = await fetch(at('/events/orders'), { headers: { 'Last-Event-ID': '41' } });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const readUntil = async (wanted: RegExp): Promise<void> => {
        while (!wanted.test(text)) text += (await reader?.read())?.value ?? '';
      };
      await readUntil(/id: 42\nevent: visitors\ndata: {"visitors":1}\n\n/);
      expect(text).toMatch(/^: .+\nretry: 1500\n\n/);
      await fetch(at('/api/cart/kettle'), { method: 'PUT', body: '{"quantity":1}' });
      await fetch(at('/api/orders'), { method: 'POST' });
      await readUntil(/event: order\ndata: {"id":"1001".+"totalCents":5400.+}\n\n/);
      await reader?.cancel();
    });

    it('ends a countdown by itself', async () => {
      const text = await (await fetch(at('/events/countdown'))).text();
      expect(text.match(/^id: /gm)).toHaveLength(5);
      expect(text.endsWith('event: end\ndata: over\n\n')).toBe(true);
    });
  });

  describe('sockets', () => {
    const open = async (path: string, subprotocols: string[] = []): Promise<WebSocket> => {
      const socket = new WebSocket(at(path).replace('http', 'ws'), subprotocols);
      return socket;
    };
    const nextMessage = async (socket: WebSocket): Promise<[Buffer, boolean]> =>
      (await once(socket, 'message')) as [Buffer, boolean];

    it('welcomes, pings, echoes, compresses and closes as asked', async () => {
      const socket = await open('/ws/chat', ['other', 'shop.chat.v1']);
      const pinged = once(socket, 'ping');
      const [welcome] = await nextMessage(socket);
      expect(JSON.parse(welcome.toString())).toMatchObject({ from: 'shop' });
      await pinged;
      expect([socket.protocol, socket.extensions]).toEqual(['shop.chat.v1', 'permessage-deflate']);

      const long = 'the same again '.repeat(500);
      socket.send(long);
      const [answer] = await nextMessage(socket);
      expect(JSON.parse(answer.toString())).toMatchObject({ text: long });

      socket.send(Buffer.from([0, 1, 254, 255]));
      expect(await nextMessage(socket)).toEqual([Buffer.from([0, 1, 254, 255]), true]);

      socket.send('/bytes 2048');
      const [bytes, isBinary] = await nextMessage(socket);
      expect([bytes.length, isBinary]).toEqual([2048, true]);

      socket.send('/close 4001 Shop is closing');
      const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
      expect([code, reason.toString()]).toEqual([4001, 'Shop is closing']);
    });

    it('cuts the line without a close frame when asked to', async () => {
      const socket = await open('/ws/chat');
      await nextMessage(socket);
      socket.send('/cut');
      const [code] = (await once(socket, 'close')) as [number];
      expect(code).toBe(1006);
    });

    it('ticks through the stock', async () => {
      const socket = await open('/ws/stock');
      const [first] = await nextMessage(socket);
      const [second] = await nextMessage(socket);
      expect([first, second].map((tick) => JSON.parse(tick.toString()) as unknown)).toMatchObject([
        { tick: 1, productId: 'mug' },
        { tick: 2, productId: 'lamp' },
      ]);
      socket.close();
      await once(socket, 'close');
    });

    it('refuses an upgrade where there is no socket', async () => {
      const socket = await open('/ws/nowhere');
      const [fault] = (await once(socket, 'error')) as [Error];
      expect(fault.message).toContain('404');
    });
  });

  it('ends open streams and sockets when it closes', async () => {
    const stream = await fetch(at('/events/orders'));
    const socket = new WebSocket(at('/ws/stock').replace('http', 'ws'));
    await once(socket, 'open');
    const closed = once(socket, 'close');
    const broken = expect(stream.text()).rejects.toThrow('terminated');
    await backend.close();
    await broken;
    expect(((await closed) as [number])[0]).toBe(1006);
    const refused = connect(Number(new URL(backend.url).port), '127.0.0.1');
    const [fault] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(fault.code).toBe('ECONNREFUSED');
  });
});

it('reads names out of paths', () => {
  expect(matchPath('/api/cart/:productId', '/api/cart/a%20b')).toEqual({ productId: 'a b' });
  expect(matchPath('/api/cart', '/api/cart')).toEqual({});
  expect(matchPath('/api/cart', '/api/cart/mug')).toBeUndefined();
  expect(matchPath('/api/cart/:id', '/api/card/mug')).toBeUndefined();
});
