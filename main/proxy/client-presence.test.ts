import { afterEach, describe, expect, it } from 'vitest';
import { isHeld, isPeerGone } from './client-presence.ts';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const HEADER = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (local: string, remote: string, inode: string): string =>
  `   0: ${local} ${remote} 05 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`;

describe('whether a browser is still there', () => {
  it('shows in who holds its end of the connection', () => {
    const held = HEADER + line('0100007F:C001', '0100007F:22B8', '4711');
    expect(isHeld(held, 0xc001, 8888)).toBe(true);
    expect(isHeld(held, 8888, 0xc001)).toBe(false);
    expect(isHeld(HEADER + line('0100007F:C001', '0100007F:22B8', '0'), 0xc001, 8888)).toBe(false);
    expect(isHeld(HEADER, 0xc001, 8888)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('tells a finished sender from one that left', async () => {
    const server = await rig.server();
    const finished = await rig.client(server.port);
    const left = await rig.client(server.port);
    const ends = [await server.connection(0), await server.connection(1)];
    finished.socket.end();
    left.socket.destroy();
    await Promise.all(ends.map((end) => end.over()));
    const gone = await Promise.all(ends.map(({ socket }) => isPeerGone(socket)));
    expect(gone).toEqual([false, true]);
  });
});
