import { afterEach, describe, expect, it } from 'vitest';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe("a browser's connection", () => {
  it('may carry requests at once, whose answers come in order', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n');
    const [a, b] = [await server.connection(0), await server.connection(1)];
    await Promise.all([a.has('\r\n\r\n'), b.has('\r\n\r\n')]);
    const [first, second] = a.text.includes('/1 ') ? [a, b] : [b, a];
    second.write('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo');
    await taps.when(() => taps.of('response', 2)[0]);
    first.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none');
    expect(await client.has('two')).toMatch(/^HTTP\/1.1 103 [^]*one[^]*two$/);
    expect(taps.of('request', 2)[0]).toMatchObject({ requestIndex: 1, clientConnection: 1 });
  });

  it('that is half-closed still gets the answer', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    client.socket.end();
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab');
    await client.has('ab');
    upstream.write('cd');
    expect((await client.over()).endsWith('abcd')).toBe(true);
    await taps.closed();
    expect(taps.of('fail')).toEqual([]);
  });

  it('that is closed ends the upstream request at once, before and within the answer', async () => {
    const { server, proxy, taps } = await rig.pair();
    const waiting = await rig.client(proxy.port);
    waiting.write('GET /wait HTTP/1.1\r\nHost: h\r\n\r\n');
    const first = await server.connection(0);
    await first.has('\r\n\r\n');
    waiting.socket.destroy();
    await first.over();
    await taps.closed(1);
    expect(taps.of('fail', 1)[0]).toMatchObject({ code: 'client-aborted', by: 'client', phase: 'wait' });

    const streaming = await rig.client(proxy.port);
    streaming.write('GET /stream HTTP/1.1\r\nHost: h\r\n\r\n');
    const second = await server.connection(1);
    await second.has('\r\n\r\n');
    second.write(
      'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n6\r\ndata:\n\r\n',
    );
    await streaming.has('data:');
    streaming.socket.destroy();
    await second.over();
    expect(await taps.closed(2)).toContain('fail');
    expect(taps.of('fail', 2)[0]).toMatchObject({ code: 'client-aborted', by: 'client', phase: 'receive' });
    expect(taps.of('body-end', 2).at(-1)).toMatchObject({ side: 'response', complete: false });
  });

  it('that is closed ends answers that wait for their turn, failed ones too', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n');
    const [a, b] = [await server.connection(0), await server.connection(1)];
    await Promise.all([a.has('\r\n\r\n'), b.has('\r\n\r\n')]);
    const second = a.text.includes('/2 ') ? a : b;
    second.socket.resetAndDestroy();
    await taps.when(() => taps.of('fail', 2)[0]);
    client.socket.resetAndDestroy();
    await Promise.all([taps.closed(1), taps.closed(2)]);
    expect(taps.of('fail', 1)[0]).toMatchObject({ code: 'client-aborted' });
    expect(taps.of('fail', 2)).toMatchObject([{ code: 'ECONNRESET' }]);
  });
});
