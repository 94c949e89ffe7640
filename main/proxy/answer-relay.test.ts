import { afterEach, describe, expect, it } from 'vitest';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('an answer on its way', () => {
  it('keeps chunks and trailers', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\nTE: trailers\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(
      'HTTP/1.1 200 OK\r\nTrailer: X-T\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: a\r\nx-t: b\r\n\r\n',
    );
    expect(await client.has('x-t: b\r\n\r\n')).toBe(
      'HTTP/1.1 200 OK\r\nTrailer: X-T\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n3\r\nabc\r\n0\r\nX-T: a\r\nx-t: b\r\n\r\n',
    );
    await taps.closed();
    expect(taps.of('body-end').at(-1)?.trailers).toBe('X-T\na\nx-t\nb');
  });

  it('passes compressed and ranged bytes as they are', async () => {
    const { server, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\nRange: bytes=2-4\r\nIf-Range: "e"\r\nAccept-Encoding: gzip, br\r\n\r\n');
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain(
      'Range: bytes=2-4\r\nIf-Range: "e"\r\nAccept-Encoding: gzip, br\r\n',
    );
    const answer =
      'HTTP/1.1 206 Partial Content\r\nContent-Encoding: gzip\r\nContent-Range: bytes 2-4/9\r\nContent-Length: 3\r\n';
    upstream.write(`${answer}\r\n\x1f\x8b\x00`);
    expect(await client.has('\x8b\x00')).toBe(`${answer}Connection: keep-alive\r\n\r\n\x1f\x8b\x00`);
  });

  it('stops the upstream when the browser stops reading', async () => {
    const { server, proxy, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    client.socket.pause();
    upstream.write('HTTP/1.1 200 OK\r\nContent-Length: 400000000\r\n\r\n');
    upstream.socket.write(Buffer.alloc(64 * 1024 * 1024));
    // Socket buffers of the two hops take a few MiB; a proxy that buffers would take all.
    expect(await rig.unsent(upstream.socket, proxy.port)).toBeGreaterThan(32 * 1024 * 1024);
  });

  it('sends the head of a stream at once', async () => {
    const { server, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    expect(await client.has('\r\n\r\n')).toContain('Content-Type: text/event-stream\r\n');
  });

  it('is visibly incomplete when the upstream resets within it', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    await client.has('abc');
    upstream.socket.resetAndDestroy();
    await client.over();
    expect(client.text.endsWith('3\r\nabc\r\n')).toBe(true);
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'ECONNRESET', by: 'upstream', phase: 'receive' });
    expect(taps.of('body-end').at(-1)).toMatchObject({ side: 'response', complete: false });
  });
});
