import { afterEach, expect, it } from 'vitest';
import { DEFAULT_SWITCHES } from '../model/config.ts';
import { WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

it('passes answers as they are sent unless a switch says otherwise, which can be turned at any time', async () => {
  const { client, server, proxy, taps } = await rig.pair();
  const script = '//# sourceMappingURL=http://cdn.test/a.map';
  const ask = async (count: number): Promise<string> => {
    client.write('GET /a.js HTTP/1.1\r\nHost: h\r\nSec-Fetch-Dest: script\r\nIf-None-Match: "1"\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n', count);
    upstream.write(
      `HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nETag: "1"\r\nContent-Length: ${script.length}\r\n\r\n${script}`,
    );
    await taps.closed(count);
    return upstream.text;
  };
  expect(await ask(1)).toContain('If-None-Match: "1"');
  expect(await client.has(script)).toContain('ETag: "1"');
  proxy.setSwitches({ ...DEFAULT_SWITCHES, repairMapOrigin: true });
  const before = client.text.length;
  // A copy that the browser has would name the map as the server does.
  expect((await ask(2)).split('If-None-Match')).toHaveLength(2);
  await client.has('/__throughline/map/1');
  expect(client.text.slice(before)).not.toContain('ETag');
});
