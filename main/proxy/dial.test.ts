import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('connecting', () => {
  it('is tried on ::1 where 127.0.0.1 refuses', async () => {
    const server = await rig.server('::1');
    const { proxy, taps } = await rig.proxy({ target: `http://localhost:${server.port}` });
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(OK_ANSWER);
    await client.has('ok');
    expect(taps.of('upstream')[0]).toMatchObject({ remoteAddress: '::1' });
  });
});
