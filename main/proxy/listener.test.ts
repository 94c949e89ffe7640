import { connect as connectHttp2 } from 'node:http2';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, RawEnd, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('what is no request', () => {
  it.each([
    [
      'two framings',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400 Bad Request',
    ],
    [
      'a head above the bound',
      `GET / HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
    ['a bare line feed', 'GET / HTTP/1.1\nHost: h\n\n', '400 Bad Request'],
  ])('is refused, and nothing of it goes on: %s', async (_name, bytes, status) => {
    const { server, client } = await rig.pair();
    client.write(bytes);
    expect(await client.over()).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    expect(server.connections).toBe(0);
  });

  it('does not cost the requests before it their answers when it follows the last one', async () => {
    const { server, client } = await rig.pair();
    const head = 'HTTP/1.1\r\nHost: h\r\n';
    client.write(`GET /1 ${head}\r\nGET /2 ${head}Connection: close\r\n\r\nGET /3 ${head}\r\n`);
    for (const index of [0, 1]) {
      const upstream = await server.connection(index);
      await upstream.has('\r\n\r\n');
      upstream.write(OK_ANSWER);
    }
    expect((await client.over()).match(/HTTP.* 200 OK|ok$/gm)).toEqual(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK', 'ok']);
    expect(server.connections).toBe(2);
  });
});

describe('https', () => {
  it('speaks HTTP/2 and HTTP/1.1 with a certificate kept private', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-'));
    rig.own(() => rm(folder, { recursive: true }));
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: server.url, https: true, certificateFolder: folder });
    expect((await stat(join(folder, 'local-certificate.pem'))).mode & 0o777).toBe(0o600);
    const session = connectHttp2(proxy.url, { rejectUnauthorized: false });
    rig.own(() => session.destroy());
    const stream = session.request(
      { ':method': 'POST', ':path': '/h2?q', 'x-two': '1', cookie: ['a=1', 'b=2'], te: 'trailers' },
      { endStream: false },
    );
    stream.end('body');
    const upstream = await server.connection(0);
    const sent = await upstream.has('0\r\n\r\n');
    expect(sent.startsWith(`POST /h2?q HTTP/1.1\r\nhost: 127.0.0.1:${proxy.port}\r\n`)).toBe(true);
    expect(sent).toContain('cookie: a=1; b=2\r\n');
    expect(sent).toContain('X-Forwarded-Proto: https\r\n');
    expect(sent).toContain('Transfer-Encoding: chunked\r\n');
    upstream.write(
      'HTTP/1.1 201 Made\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n',
    );
    const answered = new Promise<Record<string, unknown>>((resolve) => stream.once('response', resolve));
    const trailed = new Promise<Record<string, unknown>>((resolve) => stream.once('trailers', resolve));
    let text = '';
    stream.setEncoding('latin1').on('data', (part: string) => (text += part));
    const headers = await answered;
    expect(headers[':status']).toBe(201);
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(Object.keys(headers).filter((name) => /connection|keep-alive|transfer/.test(name))).toEqual([]);
    expect(await trailed).toMatchObject({ 'x-t': '1' });
    expect(text).toBe('abc');
    expect(await taps.closed()).not.toContain('fail');
    expect(taps.of('request')[0]).toMatchObject({
      httpVersion: 'HTTP/2',
      url: `https://127.0.0.1:${proxy.port}/h2?q`,
    });
  });

  it('upgrades to WebSocket over TLS, and answers HTTP/1.1 there', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: server.url, https: true });
    const socket = connectTls({ port: proxy.port, host: '127.0.0.1', rejectUnauthorized: false });
    rig.own(() => void socket.destroy());
    const client = new RawEnd(socket);
    client.write('GET /plain HTTP/1.1\r\nHost: h\r\n\r\n');
    const plain = await server.connection(0);
    await plain.has('/plain');
    plain.write(OK_ANSWER);
    await client.has('ok');
    client.write('GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    const upgraded = await server.connection(1);
    await upgraded.has('/ws');
    upgraded.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello');
    await client.has('hello');
    client.write('answer');
    await upgraded.has('answer');
    socket.end();
    await upgraded.over();
    upgraded.socket.end();
    await taps.closed(2);
    expect(taps.of('request', 2)[0]).toMatchObject({ url: 'wss://h/ws', clientConnection: 1, requestIndex: 1 });
    expect(taps.of('closed', 2)).toMatchObject([{ by: 'client' }]);
  });

  it('ends the upstream request when an HTTP/2 stream is cancelled', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: server.url, https: true });
    const session = connectHttp2(proxy.url, { rejectUnauthorized: false });
    rig.own(() => session.destroy());
    const stream = session.request({ ':path': '/' });
    stream.on('error', () => undefined);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    stream.close(8);
    await upstream.over();
    expect(await taps.closed()).toContain('fail');
    expect(taps.of('fail')[0]).toMatchObject({ code: 'client-aborted', by: 'client' });
  });
});
