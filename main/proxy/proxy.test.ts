import { afterEach, describe, expect, it } from 'vitest';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('a proxy', () => {
  it('ends what is open when the proxy closes', async () => {
    const { server, proxy, taps, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await (await server.connection(0)).has('\r\n\r\n');
    await proxy.close();
    await client.over();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'proxy-closed', by: 'proxy', phase: 'wait' });
    expect(taps.of('closed')).toHaveLength(1);
  });
});
