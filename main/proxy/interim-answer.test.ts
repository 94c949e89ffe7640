import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('interim answers', () => {
  it('leave the upstream the say over 100-continue', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain('Expect: 100-continue\r\n');
    expect(client.text).toBe('');
    upstream.write('HTTP/1.1 100 Continue\r\n\r\n');
    expect(await client.has('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.write('body');
    await upstream.has('body');
    upstream.write(OK_ANSWER);
    expect(await client.has('ok')).toContain('Connection: keep-alive\r\n');
    await taps.closed();
    expect(taps.of('informational').map(({ status }) => status)).toEqual([100]);
  });

  it('let the upstream refuse an expectation, and close the connection after it', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n');
    expect(await client.over()).toBe(
      'HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    client.socket.end();
    await taps.closed();
    expect(taps.of('fail')).toEqual([]);
    expect(taps.of('body-end').find(({ side }) => side === 'request')?.complete).toBe(false);
  });

  it('pass 102 and 103 with their fields, in order', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    const interim =
      'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nlink: </b>\r\n\r\n';
    upstream.write(interim + OK_ANSWER);
    const got = await client.has('ok');
    expect(got.startsWith(interim)).toBe(true);
    await taps.closed();
    expect(taps.of('informational').map(({ status, headers }) => [status, headers])).toEqual([
      [102, ''],
      [103, 'Link\n</a.css>; rel=preload\nlink\n</b>'],
    ]);
  });
});
