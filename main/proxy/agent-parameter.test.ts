import { afterEach, describe, expect, it } from 'vitest';
import { parseAgentWord, withoutAgentParameter } from './agent-parameter.ts';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const said = (text: string): string => `__throughline=${encodeURIComponent(text)}`;

const head = (path: string, ...fields: string[]) => ({
  method: 'GET',
  path,
  authority: 'localhost:8888',
  hostname: 'localhost',
  rawHeaders: ['Host', 'localhost:8888', ...fields],
  httpVersion: 'HTTP/1.1',
  hasBody: false,
  needsChunking: false,
  absoluteForm: false,
});

describe('the rest of the query', () => {
  it.each([
    ['/ws?__throughline=t:x', '/ws'],
    ['/ws?a&__throughline=t:x&b=', '/ws?a&b='],
    ['/ws?a=%20+%zz&&__throughline=&=', '/ws?a=%20+%zz&&='],
    ['/ws?__throughline=1&token=abc', '/ws?token=abc'],
    ['/ws?token=abc&__throughline=1&__throughline=2', '/ws?token=abc'],
    ['/ws?q=__throughline=1', '/ws?q=__throughline=1'],
    ['/ws?x__throughline=1', '/ws?x__throughline=1'],
    ['/__throughline=1', '/__throughline=1'],
    ['/ws?a=?&__throughline=1?', '/ws?a=?'],
  ])('of %s is as it was', (path, rest) => expect(withoutAgentParameter(head(path)).path).toBe(rest));
});

it.each([
  [`t:${PARENT};u:ws://localhost:3000`, { traceparent: PARENT, aimedAt: 'ws://localhost:3000' }],
  ['u:http://[::1]:3000', { aimedAt: 'http://[::1]:3000' }],
  [`t:${PARENT.toUpperCase()}`, {}],
  [`t:00-${'0'.repeat(32)}-b7ad6b7169203331-01`, {}],
  [`t:00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`, {}],
  [`t:${PARENT}\r\nX: 1`, {}],
  ['u:file:///etc', {}],
  ['u:http://a@b', {}],
  ['u:http://a/b', {}],
  ['', {}],
])('%j says %j', (text, word) => expect(parseAgentWord(encodeURIComponent(text))).toEqual(word));

it('takes what is no percent-encoding for nothing', () => expect(parseAgentWord('t:%zz')).toEqual({}));

describe('who is listened to', () => {
  const path = `/ws?${said(`t:${PARENT};u:ws://localhost:3000`)}`;

  it.each([
    [[], true],
    [['Origin', 'http://localhost:8888'], true],
    [['Sec-Fetch-Site', 'same-origin'], true],
    [['Origin', 'http://evil.test'], false],
    [['Origin', 'null'], false],
    [['Sec-Fetch-Site', 'cross-site'], false],
    [['Sec-Fetch-Site', 'none'], false],
  ])('with %j: %s', (fields, listened) => {
    const read = withoutAgentParameter(head(path, ...fields));
    expect(read.path).toBe('/ws');
    expect([read.aimedAt !== undefined, read.tracedByAgent === true]).toEqual([listened, listened]);
  });

  it("leaves the browser's own field alone", () => {
    const own = ['traceparent', PARENT.replace('b7', 'c7')];
    const read = withoutAgentParameter(head(path, ...own));
    expect([read.tracedByAgent, read.rawHeaders.slice(2)]).toEqual([undefined, own]);
  });
});

describe('a request that the agent turned back', () => {
  it('goes to the very target the page aimed at, as the page wrote it, and is recorded so', async () => {
    const other = await rig.server();
    const routes = [{ match: '/other', target: `${other.url}/base`, rewrite: { from: '/other', to: '' } }];
    const { client, server, proxy, taps } = await rig.pair({ routes });
    const aimed = `ws://localhost:${other.port}`;
    client.write(
      `GET /ws?a&${said(`t:${PARENT};u:${aimed}`)}&b= HTTP/1.1\r\nHost: localhost:${proxy.port}\r\nOrigin: http://localhost:${proxy.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    const upstream = await other.connection(0);
    const sent = await upstream.has('\r\n\r\n');
    expect(sent.split('\r\n')[0]).toBe('GET /ws?a&b= HTTP/1.1');
    expect(fieldLines(sent)).toEqual(
      expect.arrayContaining([
        `Host: localhost:${proxy.port}`,
        `Origin: http://localhost:${proxy.port}`,
        `traceparent: ${PARENT}`,
      ]),
    );
    upstream.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await client.has('\r\n\r\n');
    expect(taps.of('request')[0]?.url).toBe(`ws://localhost:${proxy.port}/ws?a&b=`);
    expect(taps.of('request')[0]?.headers).toContain(PARENT);
    expect(taps.of('upstream')[0]).toMatchObject({
      route: '/other',
      upstreamUrl: `ws://127.0.0.1:${other.port}/ws?a&b=`,
    });
    expect(taps.of('changed').map(({ code }) => code)).toEqual(['trace-from-parameter', 'brought-back']);
    expect(server.connections).toBe(0);
  });

  it('follows the table where it aimed at no known target', async () => {
    const { client, server, taps } = await rig.pair();
    client.write(`GET /x?${said('u:http://elsewhere.test')} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    const upstream = await server.connection(0);
    expect(await upstream.has('\r\n\r\n')).toMatch(/^GET \/x HTTP/);
    upstream.write(OK_ANSWER);
    await taps.closed();
    expect(taps.of('changed')).toEqual([]);
  });

  it('rewrites the host where the target is not on this machine, as for other requests', async () => {
    const { client, server, taps } = await rig.pair({ hostPolicy: 'rewrite' });
    const aimed = `http://localhost:${server.port}`;
    client.write(`GET /x?${said(`u:${aimed}`)} HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://localhost:1\r\n\r\n`);
    const sent = await (await server.connection(0)).has('\r\n\r\n');
    expect(fieldLines(sent).slice(0, 2)).toEqual([`Host: 127.0.0.1:${server.port}`, `Origin: ${server.url}`]);
    expect(taps.of('changed')).toMatchObject([{ code: 'brought-back' }]);
  });
});
