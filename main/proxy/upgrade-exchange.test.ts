import { afterEach, describe, expect, it } from 'vitest';
import { fieldLines, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const HANDSHAKE =
  'GET /chat?token=a%20b HTTP/1.1\r\nHost: name.test\r\nuPgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: vite-hmr\r\nSec-WebSocket-Version: 13\r\n\r\n';
const SWITCH =
  'HTTP/1.1 101 Off You Go\r\nUpgrade: websocket\r\nSet-Cookie: a=1\r\nCONNECTION: Upgrade\r\nX-Dup: 1\r\nset-cookie: b=2\r\nx-dup: 2\r\n\r\n';

describe('an upgrade', () => {
  it('passes both heads exactly, and the first bytes of both sides', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(`${HANDSHAKE}early`);
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.split('\r\n')[0]).toBe('GET /chat?token=a%20b HTTP/1.1');
    expect(fieldLines(sent).slice(0, 6)).toEqual([
      'Host: name.test',
      'uPgrade: WebSocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: vite-hmr',
      'Sec-WebSocket-Version: 13',
    ]);
    client.write('-later');
    upstream.write(`${SWITCH}first`);
    expect(await client.has('first')).toBe(`${SWITCH}first`);
    expect((await upstream.has('-later')).split('\r\n\r\n')[1]).toBe('early-later');
    upstream.write('second');
    await client.has('second');
    client.socket.end();
    await upstream.over();
    upstream.write('farewell');
    upstream.socket.end();
    await client.has('farewell');
    await client.over();
    await taps.closed();
    const passed = (direction: 'in' | 'out'): string =>
      taps
        .of('socket-chunk')
        .filter((chunk) => chunk.direction === direction)
        .map(({ bytes }) => Buffer.from(bytes ?? []).toString('latin1'))
        .join('');
    expect(passed('out')).toBe('early-later');
    expect(passed('in')).toBe('firstsecondfarewell');
    expect(taps.of('request')[0]).toMatchObject({ upgrade: true, url: 'ws://name.test/chat?token=a%20b' });
    expect(taps.of('upstream')[0]?.upstreamUrl).toBe(`${server.url.replace('http', 'ws')}/chat?token=a%20b`);
    expect(taps.of('response')[0]).toMatchObject({ status: 101, statusText: 'Off You Go' });
    expect(taps.of('fail')).toEqual([]);
    expect(taps.of('closed')).toMatchObject([{ by: 'client' }]);
  });

  it('tells when the upstream ended first', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(SWITCH);
    await client.has('\r\n\r\n');
    upstream.socket.end();
    await client.over();
    client.write('still heard');
    await upstream.has('still heard');
    client.socket.end();
    await taps.closed();
    expect(taps.of('closed')).toMatchObject([{ by: 'upstream' }]);
  });

  it('ends the other side when one breaks', async () => {
    for (const breaking of ['client', 'upstream'] as const) {
      const { server, taps, client } = await rig.pair();
      client.write(HANDSHAKE);
      const upstream = await server.connection(0);
      await upstream.has('\r\n\r\n');
      upstream.write(SWITCH);
      await client.has('\r\n\r\n');
      const [broken, other] = breaking === 'client' ? [client, upstream] : [upstream, client];
      broken.socket.resetAndDestroy();
      await other.over();
      await taps.closed();
      expect(taps.of('closed')).toMatchObject([{ by: breaking }]);
    }
  });

  it('that is refused brings the answer as it is, framing included', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(
      'HTTP/1.1 403 Not You\r\nX-Why: a\r\nTransfer-Encoding: chunked\r\nx-why: b\r\n\r\n4\r\nnope\r\n0\r\n\r\n',
    );
    expect(await client.over()).toBe(
      'HTTP/1.1 403 Not You\r\nX-Why: a\r\nTransfer-Encoding: chunked\r\nx-why: b\r\nConnection: close\r\n\r\n4\r\nnope\r\n0\r\n\r\n',
    );
    expect(await taps.closed()).toEqual(['request', 'body-end', 'upstream', 'response', 'chunk', 'body-end', 'closed']);
    expect(taps.of('response')[0]).toMatchObject({ status: 403, statusText: 'Not You' });
  });

  it('that is answered with no HTTP at all is a 502', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('Unauthorized');
    upstream.socket.end();
    const got = await client.over();
    expect(got.startsWith('HTTP/1.1 502 Bad Gateway\r\n')).toBe(true);
    expect(got).toContain('"code":"upstream-not-http"');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'upstream-not-http', by: 'upstream', phase: 'wait' });
  });

  it('that is never answered is a 504', async () => {
    const timeouts = { connectMs: 1000, responseMs: 1000, upgradeMs: 30 };
    const { taps, client } = await rig.pair({ timeouts });
    client.write(HANDSHAKE);
    expect((await client.over()).startsWith('HTTP/1.1 504 Gateway Timeout\r\n')).toBe(true);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'upstream-timeout', by: 'proxy', phase: 'wait' });
  });

  it('that the browser gives up ends upstream at once', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    client.socket.destroy();
    await upstream.over();
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'client-aborted', by: 'client', phase: 'wait' });
  });

  it('that has nowhere to go says so', async () => {
    const { proxy } = await rig.proxy({});
    const client = await rig.client(proxy.port);
    client.write(HANDSHAKE);
    const got = await client.over();
    expect(got.startsWith('HTTP/1.1 503 Service Unavailable\r\n')).toBe(true);
    expect(got).toContain('"code":"no-target"');
  });

  it('to another protocol passes too, tapped as bodies', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET /raw HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: my-protocol\r\n\r\n');
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain('Upgrade: my-protocol\r\n');
    upstream.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: my-protocol\r\n\r\nhi');
    await client.has('hi');
    client.write('ho');
    await upstream.has('ho');
    client.socket.end();
    upstream.socket.end();
    await taps.closed();
    expect(taps.of('request')[0]).toMatchObject({ upgrade: false, url: 'http://h/raw' });
    expect(taps.of('chunk').map(({ side, bytes }) => [side, Buffer.from(bytes ?? []).toString()])).toEqual([
      ['response', 'hi'],
      ['request', 'ho'],
    ]);
  });

  it('ends with the proxy', async () => {
    const { server, proxy, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(SWITCH);
    await client.has('\r\n\r\n');
    await proxy.close();
    await taps.closed();
    expect(taps.of('closed')).toMatchObject([{ by: 'proxy' }]);
  });
});
