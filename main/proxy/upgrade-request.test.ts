import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('an upgrade that is not passed on', () => {
  it('to clear-text HTTP/2 goes on as an HTTP/1.1 request', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(
      'GET /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
    );
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent).not.toMatch(/upgrade|http2/i);
    upstream.write(OK_ANSWER);
    expect(await client.has('ok')).toContain('Connection: keep-alive\r\n');
    client.write('GET /b HTTP/1.1\r\nHost: h\r\n\r\n');
    await upstream.has('/b ');
    upstream.write(OK_ANSWER);
    await client.has('ok', 2);
    await taps.closed(2);
    expect(taps.of('request', 2)[0]).toMatchObject({ clientConnection: 1, requestIndex: 1 });
  });

  it('with content keeps its content', async () => {
    const { server, client } = await rig.pair();
    client.write(
      'POST /a HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 8\r\n\r\nhalf',
    );
    const upstream = await server.connection(0);
    await upstream.has('half');
    client.write('rest');
    expect((await upstream.has('rest')).endsWith('\r\n\r\nhalfrest')).toBe(true);
    upstream.write(OK_ANSWER);
    await client.has('ok');
  });
});
