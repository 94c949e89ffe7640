import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('taps', () => {
  it('can be switched off and on; exchange numbers have no gaps', async () => {
    const { server, proxy, taps, client } = await rig.pair();
    proxy.setRecording(false);
    client.write('GET /silent HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(OK_ANSWER);
    await client.has('ok');
    expect(taps.all).toEqual([]);
    proxy.setRecording(true);
    client.write('GET /heard HTTP/1.1\r\nHost: name:1\r\n\r\n');
    await upstream.has('/heard');
    expect(proxy.openExchanges).toBe(1);
    upstream.write(OK_ANSWER);
    await taps.closed(1);
    expect(taps.of('request')[0]).toMatchObject({
      url: 'http://name:1/heard',
      httpVersion: 'HTTP/1.1',
      upgrade: false,
    });
    expect(taps.of('upstream')[0]).toMatchObject({ upstreamUrl: `${server.url}/heard`, route: 'target' });
    expect(proxy.openExchanges).toBe(0);
  });
});
