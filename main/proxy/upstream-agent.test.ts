import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('connections to an upstream', () => {
  it('to the upstream are pooled across browsers and survive their Connection: close', async () => {
    const { server, proxy, taps } = await rig.pair();
    for (const exchange of [1, 2, 3]) {
      const client = await rig.client(proxy.port);
      client.write(`GET /${exchange} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
      const upstream = await server.connection(0);
      await upstream.has(`/${exchange} `);
      upstream.write(OK_ANSWER);
      await client.over();
      await taps.closed(exchange);
    }
    expect(server.connections).toBe(1);
    const [first] = taps.of('upstream', 1);
    const [third] = taps.of('upstream', 3);
    expect(first).toMatchObject({ reused: false, connection: 1, remoteAddress: '127.0.0.1' });
    expect(first?.connectedAt).toBeGreaterThanOrEqual(first?.connectStartedAt ?? Infinity);
    expect(third).toMatchObject({ reused: true, connection: 1 });
    expect(third?.idleMs).toBeGreaterThan(0);
    expect(third).not.toHaveProperty('connectedAt');
    expect(taps.of('request', 3)[0]).toMatchObject({ requestIndex: 0 });
  });

  it('that turn out stale are replaced once, for a request that may be repeated', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n');
    const stale = await server.connection(0);
    await stale.has('\r\n\r\n');
    stale.write(OK_ANSWER);
    await taps.closed(1);
    client.write('GET /2 HTTP/1.1\r\nHost: h\r\n\r\n');
    await stale.has('/2 ');
    stale.socket.resetAndDestroy();
    const fresh = await server.connection(1);
    await fresh.has('/2 ');
    fresh.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain');
    await client.has('again');
    await taps.closed(2);
    expect(taps.of('fail', 2)).toEqual([]);
    expect(taps.of('upstream', 2).map(({ connection, reused }) => [connection, reused])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('are not tried again for a POST', async () => {
    const { server, client, taps } = await rig.pair();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n');
    const stale = await server.connection(0);
    await stale.has('\r\n\r\n');
    stale.write(OK_ANSWER);
    await taps.closed(1);
    client.write('POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx');
    await stale.has('/2 ');
    stale.socket.resetAndDestroy();
    expect(await client.has('502 Bad Gateway')).toContain('ECONNRESET');
  });
});
