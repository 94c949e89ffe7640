import { afterEach, describe, expect, it } from 'vitest';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const HANDSHAKE =
  'GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n\r\n';
const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

describe('a pair of upgraded sockets', () => {
  it('passes what was sent just before an end, and then ends', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    const farewell = 'x'.repeat(300_000);
    upstream.write(SWITCH + farewell);
    upstream.socket.end();
    expect(await client.over()).toBe(SWITCH + farewell);
    client.socket.end();
    await taps.closed();
    expect(taps.of('socket-chunk').reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(farewell.length);
    expect(taps.of('closed')).toMatchObject([{ by: 'upstream' }]);
  });

  it('does not read faster than the other side does', async () => {
    const { server, proxy, client } = await rig.pair();
    client.write(HANDSHAKE);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(SWITCH);
    await client.has('\r\n\r\n');
    upstream.socket.pause();
    client.socket.write(Buffer.alloc(64 * 1024 * 1024));
    expect(await rig.unsent(client.socket, proxy.port)).toBeGreaterThan(32 * 1024 * 1024);
  });
});
