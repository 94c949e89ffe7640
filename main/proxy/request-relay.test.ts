import { afterEach, describe, expect, it } from 'vitest';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe("a request's content", () => {
  it('keeps chunks or length as its framing, and trailers', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(
      'POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n',
    );
    const upstream = await server.connection(0);
    const sent = await upstream.has('x-sum: 2\r\n\r\n');
    expect(fieldLines(sent).slice(0, 3)).toEqual(['Host: h', 'Transfer-Encoding: chunked', 'Trailer: X-Sum']);
    expect(sent.endsWith('\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n')).toBe(true);
    upstream.write(OK_ANSWER);
    await client.has('ok');
    client.write('PUT /l HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody');
    expect(await upstream.has('body')).toMatch(/Content-Length: 4\r\n[^]*\r\n\r\nbody$/);
    expect(taps.of('body-end').map(({ side, complete, trailers }) => ({ side, complete, trailers }))).toEqual([
      { side: 'request', complete: true, trailers: 'X-Sum\n1\nx-sum\n2' },
      { side: 'response', complete: true, trailers: '' },
    ]);
  });

  it('goes on after the answer, however much of it there is', async () => {
    const { server, client, taps } = await rig.pair();
    const content = `${'x'.repeat(3 * 1024 * 1024)}end`;
    client.write(`PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${content.length + 5}\r\n\r\nfirst`);
    const upstream = await server.connection(0);
    await upstream.has('first');
    upstream.write(OK_ANSWER);
    await client.has('ok');
    client.write(content);
    expect(await upstream.has('xend')).toContain(content);
    await taps.closed();
    expect(taps.of('fail')).toEqual([]);
    client.write('GET /next HTTP/1.1\r\nHost: h\r\n\r\n');
    await upstream.has('GET /next');
  });

  it('that is broken off is broken off upstream too', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf');
    const upstream = await server.connection(0);
    await upstream.has('half');
    client.socket.destroy();
    await upstream.over();
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'client-aborted', phase: 'send' });
    expect(taps.of('body-end')[0]).toMatchObject({ side: 'request', complete: false });
  });

  it('stops at the browser when the upstream stops reading', async () => {
    const { server, proxy, client } = await rig.pair();
    client.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 400000000\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.socket.pause();
    client.socket.write(Buffer.alloc(64 * 1024 * 1024));
    expect(await rig.unsent(client.socket, proxy.port)).toBeGreaterThan(32 * 1024 * 1024);
  });
});
