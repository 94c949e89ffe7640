import { afterEach, describe, expect, it } from 'vitest';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('the request head', () => {
  const spoofed =
    'X-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nX-Forwarded-For: 7.7.7.7\r\n';

  it('keeps order, case, duplicates and latin1 values, and so does the answer with its status and reason', async () => {
    const { server, taps, client } = await rig.pair();
    client.write(
      'GET //a/../b//c?x=%zz&y=|{} HTTP/1.1\r\nX-Two: 1\r\nhOsT: name.test:81\r\nX-One: \xe9\xff\r\nx-two: 2\r\nCookie: a=1\r\nX-TWO: 3\r\n\r\n',
    );
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.split('\r\n')[0]).toBe('GET //a/../b//c?x=%zz&y=|{} HTTP/1.1');
    expect(fieldLines(sent)).toEqual([
      'X-Two: 1',
      'hOsT: name.test:81',
      'X-One: \xe9\xff',
      'x-two: 2',
      'Cookie: a=1',
      'X-TWO: 3',
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Host: name.test:81',
      'X-Forwarded-Proto: http',
      'Forwarded: for=127.0.0.1;host="name.test:81";proto=http',
      'Connection: keep-alive',
    ]);
    const head =
      'HTTP/1.1 299 Quite \xe9 Fine\r\nSet-Cookie: a=1\r\nx-B: \xfc\r\nset-cookie: b=2\r\nX-Empty: \r\nSET-COOKIE: c=3\r\nContent-Length: 3\r\nContent-Disposition: attachment; filename="\xe4\xb8\xad\xe9.txt"\r\n';
    upstream.write(`${head}\r\nabc`);
    expect(await client.has('abc')).toBe(`${head}Connection: keep-alive\r\n\r\nabc`);
    expect(await taps.closed()).toEqual(['request', 'body-end', 'upstream', 'response', 'chunk', 'body-end', 'closed']);
    const [response] = taps.of('response');
    expect(response?.statusText).toBe('Quite \xe9 Fine');
    expect(response?.upstreamHeaders.split('\n').slice(0, 6)).toEqual([
      ...['Set-Cookie', 'a=1', 'x-B', '\xfc', 'set-cookie', 'b=2'],
    ]);
    expect(response?.headers.endsWith('\nConnection\nkeep-alive')).toBe(true);
    expect(taps.of('upstream')[0]?.headers).toContain('X-TWO\n3\nX-Forwarded-For\n127.0.0.1');
  });

  it('may be large, and so may the answer, which may have no reason', async () => {
    const { server, client } = await rig.pair();
    const large = 'v'.repeat(50 * 1024);
    client.write(`GET / HTTP/1.1\r\nHost: h\r\nX-Large: ${large}\r\n\r\n`);
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain(`X-Large: ${large}\r\n`);
    upstream.write(`HTTP/1.1 200 \r\nX-Large: ${large}\r\nContent-Length: 0\r\n\r\n`);
    const got = await client.has('\r\n\r\n');
    expect(got.startsWith('HTTP/1.1 200 \r\n')).toBe(true);
    expect(got).toContain(`X-Large: ${large}\r\n`);
  });

  it('loses what belongs to one hop, both ways, and what Connection names', async () => {
    const { server, client } = await rig.pair();
    client.write(
      'GET / HTTP/1.1\r\nHost: h\r\nX-Gone: 1\r\nConnection: close, x-gone\r\nKeep-Alive: timeout=9\r\nProxy-Connection: x\r\nTE: trailers, deflate\r\nX-Kept: 1\r\n\r\n',
    );
    const upstream = await server.connection(0);
    const sent = fieldLines(await upstream.has('\r\n\r\n'));
    expect(sent.slice(0, 4)).toEqual(['Host: h', 'Connection: keep-alive, TE', 'TE: trailers', 'X-Kept: 1']);
    upstream.write(
      'HTTP/1.1 200 OK\r\nX-Out: 1\r\nConnection: keep-alive, x-out\r\nKeep-Alive: timeout=5\r\nX-Kept: 2\r\nContent-Length: 0\r\n\r\n',
    );
    expect(fieldLines(await client.over())).toEqual(['Connection: close', 'X-Kept: 2', 'Content-Length: 0']);
  });

  it('takes absolute-form targets, whose host wins, and OPTIONS *', async () => {
    const { server, client } = await rig.pair();
    client.write('GET http://real.test:99/p//q?r HTTP/1.1\r\nHost: other.test\r\n\r\n');
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.startsWith('GET /p//q?r HTTP/1.1\r\nHost: real.test:99\r\n')).toBe(true);
    upstream.write(OK_ANSWER);
    await client.has('ok');
    client.write('OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await upstream.has('OPTIONS')).toContain('OPTIONS * HTTP/1.1\r\n');
  });

  it('passes any method the parser knows, and says when there is no content', async () => {
    const { server, client } = await rig.pair();
    client.write('PROPFIND /dav HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.startsWith('PROPFIND /dav HTTP/1.1\r\n')).toBe(true);
    expect(sent).toContain('Content-Length: 0\r\n');
    expect(sent).not.toContain('Transfer-Encoding');
  });

  it('replaces what an untrusted peer claims, in place', async () => {
    const { server, client } = await rig.pair();
    client.write(`GET / HTTP/1.1\r\nHost: h\r\n${spoofed}\r\n`);
    const sent = fieldLines(await (await server.connection(0)).has('\r\n\r\n'));
    expect(sent).toEqual([
      'Host: h',
      'X-Forwarded-For: 127.0.0.1',
      'Forwarded: for=127.0.0.1;host=h;proto=http',
      'X-Forwarded-Proto: http',
      'X-Forwarded-Host: h',
      'Connection: keep-alive',
    ]);
  });

  it('appends to what a trusted peer says', async () => {
    const { server, client } = await rig.pair({ trustedPeers: ['10.0.0.1', '127.0.0.0/8'] });
    client.write(`GET / HTTP/1.1\r\nHost: h\r\n${spoofed}\r\n`);
    const sent = fieldLines(await (await server.connection(0)).has('\r\n\r\n'));
    expect(sent).toEqual([
      'Host: h',
      'X-Forwarded-For: 6.6.6.6',
      'Forwarded: for=6.6.6.6, for=127.0.0.1;host=h;proto=http',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Host: evil',
      'X-Forwarded-For: 7.7.7.7, 127.0.0.1',
      'Connection: keep-alive',
    ]);
  });

  it('includes Via and the mark of the environment only when asked', async () => {
    const { server, client } = await rig.pair({ via: true, envMark: 'dev' });
    client.write('GET / HTTP/1.1\r\nHost: h\r\nX-Env: prod\r\n\r\n');
    const upstream = await server.connection(0);
    const sent = fieldLines(await upstream.has('\r\n\r\n'));
    expect(sent).toContain('Via: 1.1 throughline');
    expect(sent.filter((line) => line.startsWith('X-Env'))).toEqual(['X-Env: dev']);
    upstream.write(OK_ANSWER);
    expect(fieldLines(await client.has('ok'))).toEqual([
      ...['Content-Length: 2', 'Via: 1.1 throughline', 'X-Env: dev', 'Connection: keep-alive'],
    ]);
  });
});
