import { afterEach, describe, expect, it } from 'vitest';
import { fieldLines, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

describe('the answer head', () => {
  it('points back at the proxy where Host and Origin were rewritten, which are always both or neither', async () => {
    const { server, proxy, client } = await rig.pair({ hostPolicy: 'rewrite' });
    const origin = `http://127.0.0.1:${proxy.port}`;
    client.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nOrigin: ${origin}\r\n\r\n`);
    const upstream = await server.connection(0);
    const sent = fieldLines(await upstream.has('\r\n\r\n'));
    expect(sent.slice(0, 2)).toEqual([`Host: 127.0.0.1:${server.port}`, `Origin: ${server.url}`]);
    upstream.write(`HTTP/1.1 302 Found\r\nLocation: ${server.url}/next?x\r\nContent-Length: 0\r\n\r\n`);
    expect(await client.has('\r\n\r\n')).toContain(`Location: ${origin}/next?x\r\n`);
    proxy.setTargets(undefined, [{ match: '/', target: server.url, host: 'keep' }]);
    client.write(`GET / HTTP/1.1\r\nHost: a.test\r\nOrigin: http://b.test\r\n\r\n`);
    const kept = (await upstream.has('GET', 2)).split('GET').at(-1) ?? '';
    expect(fieldLines(kept).slice(0, 2)).toEqual(['Host: a.test', 'Origin: http://b.test']);
    upstream.write(`HTTP/1.1 302 Found\r\nLocation: ${server.url}/next\r\nContent-Length: 0\r\n\r\n`);
    expect(await client.has('\r\n\r\n', 2)).toContain(`Location: ${server.url}/next\r\n`);
  });

  it('frames in chunks what ends with the upstream connection', async () => {
    const { server, client } = await rig.pair();
    client.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    const upstream = await server.connection(0);
    await upstream.has('\r\n\r\n');
    upstream.write('HTTP/1.0 200 OK\r\nX: 1\r\n\r\nabc');
    upstream.socket.end();
    expect(await client.has('0\r\n\r\n')).toBe(
      'HTTP/1.1 200 OK\r\nX: 1\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    );
  });

  it('keeps the length of HEAD, 204 and 304 answers, which have no content', async () => {
    const { server, taps, client } = await rig.pair();
    const cases = [
      ['HEAD', '200 OK', 'Content-Length: 999\r\n'],
      ['HEAD', '200 OK', 'Transfer-Encoding: chunked\r\n'],
      ['GET', '304 Not Modified', 'Content-Length: 999\r\nETag: "x"\r\n'],
      ['GET', '204 No Content', 'X-A: 1\r\n'],
      ['GET', '204 No Content', 'Content-Length: 0\r\n'],
    ] as const;
    let answers = '';
    for (const [index, [method, status, lines]] of cases.entries()) {
      client.write(`${method} /${index} HTTP/1.1\r\nHost: h\r\n\r\n`);
      const upstream = await server.connection(0);
      await upstream.has(`/${index} `);
      upstream.write(`HTTP/1.1 ${status}\r\n${lines}\r\n`);
      answers += `HTTP/1.1 ${status}\r\n${lines}Connection: keep-alive\r\n\r\n`;
      await taps.closed(index + 1);
    }
    expect(await client.has('keep-alive', cases.length)).toBe(answers);
  });

  it('tells HTTP/1.0 clients of no chunks, and ends with the connection', async () => {
    const { server, client } = await rig.pair();
    client.write('GET / HTTP/1.0\r\n\r\n');
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toContain(`Host: 127.0.0.1:${server.port}\r\n`);
    upstream.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n\r\n');
    expect(await client.over()).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc');
  });
});
