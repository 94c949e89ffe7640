import { connect as connectHttp2 } from 'node:http2';
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { WireRig, type RawEnd } from '../wire-rig.ts';
import { toPageAgent } from './page-agent.ts';

const AGENT = Buffer.from('/* the agent */');
const { version } = toPageAgent({ agent: AGENT });
const DOCUMENT = '<!doctype html>\n<html lang="en">\n<head>\n<title>Shop</title></head><body>ok</body></html>';
const ASKING = 'Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n';

const rig = new WireRig();
afterEach(() => rig.close());

function tagOf(origins: string, extra = ''): string {
  return `<script src="/__throughline/agent.js?v=${version}" data-page="1" data-trace="1" data-origins="${origins}"${extra}></script>`;
}

/** A page asked for through a proxy with an agent; the test is the server. */
async function ask(fields = ASKING, config: Parameters<WireRig['pair']>[0] = {}) {
  const pair = await rig.pair({ agent: AGENT, ...config });
  pair.client.write(`GET /page HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`);
  const upstream = await pair.server.connection(0);
  const asked = await upstream.has('\r\n\r\n');
  return { ...pair, upstream, asked, tag: tagOf(pair.server.url) };
}

function answer(upstream: RawEnd, body: Buffer | string, ...fields: string[]): void {
  const bytes = Buffer.from(body);
  const lines = [`Content-Length: ${bytes.length}`, ...fields].join('\r\n');
  upstream.socket.write(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`), bytes]));
}

/** The content of an answer in chunks, and its head. */
async function chunked(client: RawEnd): Promise<{ head: string; content: string; trailers: string }> {
  const text = await client.has('\r\n0\r\n');
  const at = text.indexOf('\r\n\r\n');
  let rest = text.slice(at + 4);
  let content = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = parseInt(rest.slice(0, end), 16);
    if (size === 0) return { head: text.slice(0, at), content, trailers: rest.slice(end + 2) };
    content += rest.slice(end + 2, end + 2 + size);
    rest = rest.slice(end + 2 + size + 2);
  }
}

const injected = (tag: string): string => DOCUMENT.replace('<head>', `<head>${tag}`);

describe('a document on its way to the browser', () => {
  it('gets the tag first in its head, and loses what spoke of its old bytes', async () => {
    const { client, upstream, taps, tag } = await ask();
    answer(
      upstream,
      DOCUMENT,
      ...[
        'Content-Type: text/html; charset=utf-8',
        'ETag: "a"',
        'Last-Modified: x',
        'Accept-Ranges: bytes',
        'X-Own: 1',
      ],
    );
    const { head, content } = await chunked(client);
    expect(content).toBe(injected(tag));
    expect(head.split('\r\n')).toEqual([
      ...['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', 'X-Own: 1'],
      ...['Transfer-Encoding: chunked', 'Connection: keep-alive'],
    ]);
    await taps.closed();
    expect(taps.of('changed')).toMatchObject([{ code: 'agent-injected' }]);
    expect(taps.of('response')[0]?.upstreamHeaders).toContain('ETag\n"a"');
    expect(taps.of('response')[0]?.headers).not.toContain('ETag');
    const recorded = taps.of('chunk').map(({ bytes }) => Buffer.from(bytes ?? []).toString());
    expect(recorded.join('')).toBe(DOCUMENT);
  });

  it('is asked for whole, as a copy that the browser has may be without the tag', async () => {
    const { asked } = await ask(`${ASKING}If-None-Match: "a"\r\nIf-Modified-Since: x\r\nX-Own: 1\r\n`);
    expect(asked).toContain('X-Own: 1');
    expect(asked).not.toMatch(/if-none-match|if-modified-since/i);
  });

  it.each([
    ['gzip', gzipSync(DOCUMENT)],
    ['x-gzip', gzipSync(DOCUMENT)],
    ['deflate', deflateSync(DOCUMENT)],
    ['deflate', deflateRawSync(DOCUMENT)],
    ['br', brotliCompressSync(DOCUMENT)],
  ])('comes decoded from %s, and is recorded as it was sent', async (coding, bytes) => {
    const { client, upstream, taps, tag } = await ask();
    answer(upstream, bytes, 'Content-Type: text/html', `Content-Encoding: ${coding}`);
    const { head, content } = await chunked(client);
    expect(content).toBe(injected(tag));
    expect(head).not.toContain('Content-Encoding');
    await taps.closed();
    expect(Buffer.concat(taps.of('chunk').map((chunk) => Buffer.from(chunk.bytes ?? [])))).toEqual(bytes);
  });

  it('comes piece by piece as the server sends it, also from gzip', async () => {
    const { client, upstream } = await ask();
    const gzip = createGzip();
    gzip.on('data', (bytes: Buffer) =>
      upstream.socket.write(`${bytes.length.toString(16)}\r\n${bytes.toString('latin1')}\r\n`, 'latin1'),
    );
    upstream.write(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    await client.has('\r\n\r\n');
    gzip.write('<!doctype html><p>one');
    gzip.flush(constants.Z_SYNC_FLUSH);
    await client.has('<p>one');
    gzip.write('<p>two');
    gzip.flush(constants.Z_SYNC_FLUSH);
    await client.has('<p>two');
    gzip.on('end', () => upstream.write('0\r\nX-T: 1\r\n\r\n'));
    gzip.end();
    expect(await client.has('\r\n0\r\nX-T: 1\r\n\r\n')).toContain('agent.js');
  });

  it('passes as it was sent where its coding is broken from the start', async () => {
    const { client, upstream, taps } = await ask();
    answer(upstream, 'this is no gzip', 'Content-Type: text/html', 'ETag: "a"', 'Content-Encoding: gzip');
    const text = await client.has('this is no gzip');
    expect(text).toContain('Content-Length: 15\r\n');
    expect(text).toContain('ETag: "a"');
    await taps.closed();
    expect(taps.of('changed')).toMatchObject([{ code: 'agent-refused-by-coding' }]);
    expect(taps.of('fail')).toEqual([]);
  });

  it('is cut where its coding breaks later, as a browser would find it broken', async () => {
    const { client, upstream, taps } = await ask();
    const bytes = gzipSync(Buffer.from(DOCUMENT.repeat(2_000) + Math.random()), { level: 0 });
    bytes.fill(0xff, bytes.length - 40_000, bytes.length - 30_000);
    const broken = Buffer.concat([bytes.subarray(0, 70_000), Buffer.alloc(30_000, 0xff)]);
    answer(upstream, broken, 'Content-Type: text/html', 'Content-Encoding: gzip');
    expect(await client.over()).toContain('<title>Shop</title>');
    await taps.closed();
    expect(taps.of('fail')).toMatchObject([{ code: 'answer-coding-broken', by: 'upstream' }]);
  });

  it('is left alone where its policy does not let the agent run, and says why', async () => {
    const { client, upstream, taps } = await ask();
    answer(upstream, DOCUMENT, 'Content-Type: text/html', 'ETag: "a"', "Content-Security-Policy: script-src 'none'");
    expect(await client.has('</html>')).toMatch(
      /ETag: "a"[^]*\r\n\r\n<!doctype html>\n<html lang="en">\n<head>\n<title>/,
    );
    await taps.closed();
    expect(taps.of('changed')).toMatchObject([
      { code: 'agent-refused-by-csp', message: expect.stringContaining("'none'") as string },
    ]);
  });

  it('is left alone whole where a policy in its own head holds the agent’s reports back', async () => {
    const { client, upstream, taps } = await ask();
    const page = DOCUMENT.replace(
      '<title>',
      `<meta http-equiv="Content-Security-Policy" content="connect-src https://api.test"><title>`,
    );
    answer(upstream, page, 'Content-Type: text/html');
    expect(await client.has('</html>')).toContain(`Content-Length: ${page.length}\r\n`);
    await taps.closed();
    expect(taps.of('changed')).toMatchObject([{ code: 'agent-refused-by-csp' }]);
  });

  it('keeps answering on a connection, and ends one of HTTP/1.0 with its end', async () => {
    const { server, proxy, client, upstream, tag } = await ask();
    answer(upstream, DOCUMENT, 'Content-Type: text/html');
    await client.has('\r\n0\r\n\r\n');
    client.write(`GET /two HTTP/1.1\r\nHost: localhost\r\n${ASKING}\r\n`);
    await upstream.has('/two');
    answer(upstream, DOCUMENT, 'Content-Type: text/html');
    await client.has('\r\n0\r\n\r\n', 2);
    const old = await rig.client(proxy.port);
    old.write(`GET /old HTTP/1.0\r\nHost: localhost\r\n${ASKING}\r\n`);
    await upstream.has('/old');
    answer(upstream, DOCUMENT, 'Content-Type: text/html');
    const text = await old.over();
    expect(text).toContain('Connection: close');
    expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe(injected(tag.replace('data-page="1"', 'data-page="3"')));
    expect(server.connections).toBe(1);
  });

  it('sends a head alone where the document takes its time, and shows a break as one', async () => {
    const { client, upstream, taps } = await ask();
    upstream.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n');
    expect(await client.has('\r\n\r\n')).toContain('Transfer-Encoding: chunked');
    upstream.write('<p>half');
    await client.has('half');
    upstream.socket.destroy();
    expect(await client.over()).not.toContain('\r\n0\r\n');
    await taps.closed();
    expect(taps.of('fail')).toMatchObject([{ by: 'upstream' }]);
    expect(taps.of('body-end').at(-1)).toMatchObject({ side: 'response', complete: false });
  });
});

describe('a document on a full or a shared connection', () => {
  it.each(['identity', 'gzip'])('stops the upstream when the browser stops reading: %s', async (coding) => {
    const { server, proxy, client } = await rig.pair({ agent: AGENT });
    client.write(`GET / HTTP/1.1\r\nHost: localhost\r\n${ASKING}\r\n`);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    client.socket.pause();
    const bytes = Buffer.concat([Buffer.from('<head>'), Buffer.alloc(64 * 1024 * 1024, 'a')]);
    const content = coding === 'gzip' ? gzipSync(bytes, { level: 0 }) : bytes;
    upstream.write(
      `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: ${coding}\r\nContent-Length: 400000000\r\n\r\n`,
    );
    upstream.socket.write(content);
    expect(await rig.unsent(upstream.socket, proxy.port)).toBeGreaterThan(32 * 1024 * 1024);
  });

  it('comes whole to a browser that reads slowly', async () => {
    const { server, client } = await rig.pair({ agent: AGENT });
    client.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${ASKING}\r\n`);
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    const text = Array.from({ length: 400_000 }, (_, i) => `<p>${i}`).join('');
    client.socket.pause();
    answer(upstream, gzipSync(`<head>${text}</html>`), 'Content-Type: text/html', 'Content-Encoding: gzip');
    client.socket.resume();
    const got = await client.over();
    expect(got.replace(/\r\n[0-9a-f]+\r\n/g, '').split('</script>')[1]).toBe(`${text}</html>\r\n`);
  });

  it('comes over HTTP/2 with its trailers', async () => {
    const server = await rig.server();
    const { proxy, taps } = await rig.proxy({ target: server.url, https: true, agent: AGENT });
    const session = connectHttp2(proxy.url, { rejectUnauthorized: false });
    rig.own(() => session.destroy());
    const stream = session.request({ ':path': '/page', 'sec-fetch-dest': 'document', 'if-none-match': '"a"' });
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).not.toContain('if-none-match');
    const bytes = gzipSync(DOCUMENT).toString('latin1');
    upstream.write(
      `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `${bytes.length.toString(16)}\r\n${bytes}\r\n0\r\nX-T: 1\r\n\r\n`,
    );
    let text = '';
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    const trailers = await new Promise((resolve) => stream.on('trailers', resolve));
    await taps.closed();
    expect(text).toBe(injected(tagOf(server.url)));
    expect(trailers).toMatchObject({ 'x-t': '1' });
    expect(taps.of('fail')).toEqual([]);
  });
});

describe('what is no document', () => {
  it.each([
    ['a fetch', 'Sec-Fetch-Dest: empty\r\nAccept: text/html\r\n', 'text/html', '200 OK'],
    ['a program', 'Accept: */*\r\n', 'text/html', '200 OK'],
    ['a script', ASKING, 'text/javascript', '200 OK'],
    ['a part', ASKING, 'text/html', '206 Partial Content'],
    ['a redirect', ASKING, 'text/html', '302 Found'],
    ['a download', ASKING, 'text/html\r\nContent-Disposition: attachment; filename=a.html', '200 OK'],
  ])('passes byte for byte: %s', async (_what, fields, type, status) => {
    const { client, upstream, taps } = await ask(fields);
    const body = '<head></head>';
    upstream.write(
      `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nETag: "a"\r\n\r\n${body}`,
    );
    expect(await client.has(body)).toBe(
      `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nETag: "a"\r\nConnection: keep-alive\r\n\r\n${body}`,
    );
    await taps.closed();
    expect(taps.of('changed')).toEqual([]);
  });

  it('passes all where the switch is off, and again with the tag where it is on', async () => {
    const { proxy, server } = await rig.pair({ agent: AGENT });
    const { DEFAULT_SWITCHES } = await import('../../model/config.ts');
    proxy.setSwitches({ ...DEFAULT_SWITCHES, inject: false });
    const client = await rig.client(proxy.port);
    client.write(`GET /page HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "a"\r\n${ASKING}\r\n`);
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain('If-None-Match');
    answer(upstream, DOCUMENT, 'Content-Type: text/html');
    expect(await client.has('</html>')).toContain(DOCUMENT);
    proxy.setSwitches({ ...DEFAULT_SWITCHES, trace: false, bringBack: false });
    client.write(`GET /two HTTP/1.1\r\nHost: localhost\r\n${ASKING}\r\n`);
    await upstream.has('/two');
    answer(upstream, DOCUMENT, 'Content-Type: text/html');
    expect(await client.has('</html>', 2)).toContain('data-page="2" data-trace="0" data-origins=""');
  });
});
