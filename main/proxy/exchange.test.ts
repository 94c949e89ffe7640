import { afterEach, describe, expect, it } from 'vitest';
import { OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

/** An address that nothing listens at any more. */
async function vacantUrl(): Promise<string> {
  const gone = new WireRig();
  const { url } = await gone.server();
  await gone.close();
  return url;
}

describe('an answer that is whole', () => {
  it.each([
    [
      'HEAD with content',
      'HEAD',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
      '5\r\nConnection: keep-alive\r\n\r\n',
    ],
    [
      '204 with content',
      'GET',
      'HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\nhello',
      'b\r\nConnection: keep-alive\r\n\r\n',
    ],
    ['more than its length', 'GET', `${OK_ANSWER} and more`, '\r\n\r\nok'],
  ])('is one whatever the upstream sends after it: %s', async (_name, method, answer, end) => {
    const { server, taps, client } = await rig.pair();
    client.write(`${method} / HTTP/1.1\r\nHost: h\r\n\r\n`);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write(answer);
    expect((await client.has(end)).endsWith(end)).toBe(true);
    expect(await taps.closed()).not.toContain('fail');
    client.write('GET /next HTTP/1.1\r\nHost: h\r\n\r\n');
    await (await server.connection(1)).has('GET /next');
  });
});

describe('an exchange that fails', () => {
  it('ends when the upstream switches to a protocol that nobody asked for', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    expect(await client.has('}}\n')).toContain('502 Bad Gateway');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'upstream-not-http', phase: 'wait', by: 'upstream' });
  });

  it('tells a person in a page that names route, target, cause and next step, escaped', async () => {
    const target = await vacantUrl();
    const { proxy, taps } = await rig.proxy({ routes: [{ match: '/<b>', target }] });
    const client = await rig.client(proxy.port);
    client.write(`GET /<b>/<script>"'& HTTP/1.1\r\nHost: h\r\nAccept: text/html,*/*\r\n\r\n`);
    const got = await client.has('</html>');
    expect(got.startsWith('HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html; charset=utf-8\r\n')).toBe(true);
    expect(got).toMatch(/\r\nContent-Security-Policy: default-src 'none'; style-src 'sha256-[^']+';/);
    expect(got).toContain(`Nothing listens at ${target}.`);
    expect(got).toContain('Start the server, or correct the target.');
    expect(got).toContain('<code>/&lt;b&gt;</code>');
    expect(got).toContain('GET /&lt;b&gt;/&lt;script&gt;&quot;&#39;&amp;');
    expect(got).not.toContain('<script>');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'ECONNREFUSED', by: 'upstream', phase: 'connect' });
    expect(taps.of('response')[0]).toMatchObject({ status: 502, upstreamHeaders: '' });
  });

  it('tells a program in JSON, and the connection goes on', async () => {
    const target = await vacantUrl();
    const { proxy } = await rig.proxy({ target });
    const client = await rig.client(proxy.port);
    client.write('POST /api HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody');
    const body = (await client.has('}}\n')).split('\r\n\r\n')[1] ?? '';
    expect(JSON.parse(body)).toMatchObject({
      error: { code: 'ECONNREFUSED', route: 'target', target, phase: 'connect', request: 'POST /api' },
    });
    client.write('GET /__throughline/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(await client.has('1.2.3')).toContain('200 OK');
  });

  it('has no answer to a request that finds no route', async () => {
    const { proxy, taps } = await rig.proxy({});
    const client = await rig.client(proxy.port);
    client.write('GET / HTTP/1.1\r\nHost: h\r\nSec-Fetch-Dest: document\r\n\r\n');
    expect(await client.has('</html>')).toContain('No target is chosen');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'no-target', by: 'proxy', phase: 'blocked' });
    expect(taps.of('upstream')).toEqual([]);
  });

  it('gives up on an upstream that does not answer', async () => {
    const { server, taps, client } = await rig.pair({ timeouts: { connectMs: 1000, responseMs: 30, upgradeMs: 1000 } });
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    expect(await client.has('}}\n')).toMatch(/^HTTP\/1.1 504 Gateway Timeout[^]*did not answer within 30 ms/);
    await upstream.over();
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'upstream-timeout', by: 'proxy', phase: 'wait' });
  });

  it('is a 502 where the upstream closes before it answers', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.socket.end();
    expect(await client.has('}}\n')).toContain('502 Bad Gateway');
    await taps.closed();
    expect(taps.of('fail')[0]).toMatchObject({ code: 'ECONNRESET', by: 'upstream', phase: 'wait' });
  });

  it('cuts the connection of a probe that would take any answer for a yes', async () => {
    const target = await vacantUrl();
    const { proxy, taps } = await rig.proxy({ target });
    const probes = [
      'GET / HTTP/1.1\r\nHost: h\r\nAccept: text/x-vite-ping\r\n\r\n',
      'GET /base/__vite_ping HTTP/1.1\r\nHost: h\r\n\r\n',
      'GET /sockjs-node/info?t=1 HTTP/1.1\r\nHost: h\r\n\r\n',
      'GET /__webpack_hmr HTTP/1.1\r\nHost: h\r\n\r\n',
    ];
    for (const [index, probe] of probes.entries()) {
      const client = await rig.client(proxy.port);
      client.write(probe);
      expect(await client.over()).toBe('');
      expect(await taps.closed(index + 1)).toEqual(['request', 'body-end', 'fail', 'closed']);
    }
  });

  it('takes an early answer as an answer while the upload goes on', async () => {
    const { server, taps, client } = await rig.pair();
    client.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\nhalf');
    const upstream = await server.connection(0);
    await upstream.has('half');
    upstream.write(OK_ANSWER);
    await client.has('ok');
    expect(taps.of('closed')).toEqual([]);
    client.write('rest');
    await upstream.has('rest');
    await taps.closed();
    expect(taps.of('fail')).toEqual([]);
    expect(taps.of('body-end').every(({ complete }) => complete)).toBe(true);
  });

  it('refuses an address that can not be sent on', async () => {
    const { client, taps } = await rig.pair();
    client.write('GET /a\tb HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('\r\n\r\n')).toContain('400 Bad Request');
    expect(taps.of('upstream')).toEqual([]);
  });
});
