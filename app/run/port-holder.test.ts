import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { explainListenError, findPortHolder, listeningInodes } from './port-holder.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0 100 0 0 10 0
   1: 0100007F:22B8 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 31338 1 0 20 4 30 10 -1
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31339 1 0 100 0 0 10 0
`;

describe('listeningInodes', () => {
  it('finds sockets that listen on the port, not those that only use it', () => {
    expect(listeningInodes(TABLE, 8888)).toEqual(['31337']);
    expect(listeningInodes(TABLE, 80)).toEqual(['31339']);
    expect(listeningInodes('', 80)).toEqual([]);
  });
});

describe('explainListenError', () => {
  it('names the port, its holder and the next step', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const taken = createServer().listen(port, '127.0.0.1');
    const [error] = (await once(taken, 'error')) as [Error];
    const fault = await explainListenError(error, '127.0.0.1', port);
    expect(fault).toMatchObject({
      code: 'port-in-use',
      message: expect.stringMatching(`Port ${port} .*--port`) as string,
    });
    if (process.platform === 'linux') {
      expect(await findPortHolder(port)).toMatchObject({ pid: process.pid });
      expect((fault as Error).message).toContain(`pid ${process.pid}`);
    }
    server.close();
    await once(server, 'close');
    expect(await findPortHolder(port)).toBeUndefined();
  });

  it.each([
    ['EACCES', 'port-denied'],
    ['EADDRNOTAVAIL', 'host-unknown'],
  ])('has words for %s', async (code, expected) => {
    const fault = await explainListenError(Object.assign(new Error('listen'), { code }), '192.0.2.1', 80);
    expect(fault).toMatchObject({ code: expected });
  });

  it('leaves other errors alone', async () => {
    const error = new Error('else');
    expect(await explainListenError(error, '127.0.0.1', 1)).toBe(error);
  });
});
