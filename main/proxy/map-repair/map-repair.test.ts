import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SWITCHES, type Switches } from '../../model/config.ts';
import { Journal, WireRig, type TapJournal } from '../wire-rig.ts';
import { SCRIPT_LIMIT_BYTES } from './script-change.ts';

const rig = new WireRig();
afterEach(() => rig.close());

const MAP = '{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}';

interface Page {
  readonly status?: number;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  rig.own(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let asked: Journal<string>;
beforeEach(() => (asked = new Journal()));

/** An upstream with these pages, and a proxy that mends what the switches say. */
async function start(pages: Readonly<Record<string, Page>>, switches: Partial<Switches>) {
  const target = await serve((request, response) => {
    asked.add(request.url ?? '');
    const page = pages[request.url ?? ''];
    const type = page?.type === undefined ? {} : { 'Content-Type': page.type };
    response.writeHead(page?.status ?? (page ? 200 : 404), { ETag: '"1"', ...type, ...page?.fields });
    response.end(page?.body ?? 'none');
  });
  const { proxy, taps } = await rig.proxy({ target });
  proxy.setSwitches({ ...DEFAULT_SWITCHES, inject: false, ...switches });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(proxy.url + path, { headers });
  return { proxy, taps, get };
}

const codes = (taps: TapJournal, exchange = 1) => taps.of('changed', exchange).map(({ code }) => code);
const JS = 'text/javascript; charset=utf-8';

describe('a map at another origin', () => {
  const script = (url: string) => `run("Zürich")\n//# sourceMappingURL=${url}\n//# debugId=1\n`;

  it.each([
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('is served through the proxy, its script sent as %s', async (coding, code) => {
    const cdn = await serve((_, response) => response.end(MAP));
    const body = code(script(`${cdn}/app.js.map`));
    const fields = coding === 'identity' ? {} : { 'Content-Encoding': coding };
    const { get, taps } = await start({ '/app.js': { type: JS, body, fields } }, { repairMapOrigin: true });
    const answer = await get('/app.js');
    expect(await answer.text()).toBe(script('/__throughline/map/1'));
    expect([answer.headers.get('etag'), answer.headers.get('content-encoding')]).toEqual([null, null]);
    const map = await get('/__throughline/map/1');
    expect([map.status, map.headers.get('content-type'), await map.text()]).toEqual([200, 'application/json', MAP]);
    await taps.closed();
    expect(codes(taps)).toEqual(['map-origin-repaired']);
    // It is recorded as the server sent it.
    expect(Buffer.concat(taps.of('chunk').map(({ bytes }) => bytes ?? Buffer.alloc(0)))).toEqual(body);
  });

  it('is served through the proxy where a field or a stylesheet names it', async () => {
    const { get, taps } = await start(
      {
        '/a.js': {
          type: JS,
          body: 'run()',
          fields: { SourceMap: 'http://cdn.test/a.map', X: 'http://cdn.test/a.map' },
        },
        '/a.css': { type: 'text/css', body: 'a{}\n/*# sourceMappingURL=//cdn.test/a.css.map */' },
      },
      { repairMapOrigin: true },
    );
    const named = await get('/a.js');
    expect([named.headers.get('sourcemap'), named.headers.get('x'), named.headers.get('etag')]).toEqual([
      ...['/__throughline/map/1', 'http://cdn.test/a.map', '"1"'],
    ]);
    expect(await named.text()).toBe('run()');
    expect(await (await get('/a.css')).text()).toBe('a{}\n/*# sourceMappingURL=/__throughline/map/2 */');
    expect([codes(taps, 1), codes(taps, 2)]).toEqual([['map-origin-repaired'], ['map-origin-repaired']]);
  });

  it.each([
    ['beside the script', script('app.js.map')],
    ['inline', script('data:application/json,{}')],
    ['no web address', script('file:///app.js.map')],
    ['followed by code', `${script('http://cdn.test/a.map')}run()`],
    ['none', 'run()'],
  ])('leaves all else byte for byte: %s', async (_, body) => {
    const { get, taps } = await start({ '/app.js': { type: JS, body } }, { repairMapOrigin: true });
    const answer = await get('/app.js');
    expect([await answer.text(), answer.headers.get('etag')]).toEqual([body, '"1"']);
    expect(answer.headers.get('content-length')).toBe(null);
    expect(codes(taps)).toEqual([]);
  });

  it('leaves a script alone that is too large, or whose coding is broken, and all where it is off', async () => {
    const large = Buffer.concat([Buffer.alloc(SCRIPT_LIMIT_BYTES, 32), Buffer.from(script('http://cdn.test/a.map'))]);
    const broken = { type: JS, body: 'no gzip', fields: { 'Content-Encoding': 'gzip' } };
    const { proxy, taps, get } = await start(
      {
        '/large.js': { type: JS, body: large },
        '/broken.js': broken,
        '/a.js': { type: JS, body: script('http://a.test/b') },
      },
      { repairMapOrigin: true },
    );
    expect(Buffer.from(await (await get('/large.js')).arrayBuffer()).equals(large)).toBe(true);
    expect(codes(taps)).toEqual(['map-repair-too-large']);
    const client = await rig.client(proxy.port);
    client.write('GET /broken.js HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(await client.has('no gzip')).toContain('Content-Encoding: gzip');
    proxy.setSwitches({ ...DEFAULT_SWITCHES, inject: false });
    expect(await (await get('/a.js')).text()).toBe(script('http://a.test/b'));
  });

  it('is refused with a reason where it can not be had', async () => {
    const cdn = await serve((request, response) => {
      if (request.url === '/gone.map') response.statusCode = 404;
      response.end(request.url === '/page.map' ? '<!doctype html>"mappings"' : '{"secret":1}');
    });
    const pages = Object.fromEntries(
      ['gone', 'page', 'other'].map((name) => [
        `/${name}.js`,
        { type: JS, body: `//# sourceMappingURL=${cdn}/${name}.map` },
      ]),
    );
    const down = { type: JS, body: '//# sourceMappingURL=http://127.0.0.1:1/x.map' };
    const { get } = await start({ ...pages, '/down.js': down }, { repairMapOrigin: true });
    for (const name of ['gone', 'page', 'other', 'down']) await (await get(`/${name}.js`)).text();
    const refused = async (id: number, headers = {}) => {
      const answer = await get(`/__throughline/map/${id}`, headers);
      const { error } = (await answer.json()) as { error: { code: string } };
      return `${answer.status} ${error.code}`;
    };
    expect([await refused(1), await refused(2), await refused(3), await refused(4), await refused(5)]).toEqual([
      ...['502 map-fetch-failed', '502 map-not-json', '502 map-not-json', '502 map-fetch-failed', '404 map-unknown'],
    ]);
    expect(await refused(1, { Origin: 'http://evil.test' })).toBe('403 origin-refused');
  });
});

describe('a script that names no map', () => {
  it('gets the one beside it named from its second time on', async () => {
    const { get, taps } = await start(
      { '/lib.js?v=1': { type: JS, body: 'run()' }, '/lib.js.map': { body: MAP } },
      { repairMapHeader: true },
    );
    expect((await get('/lib.js?v=1')).headers.get('sourcemap')).toBe(null);
    await asked.when((all) => (all.includes('/lib.js.map') ? true : undefined));
    const named = async (): Promise<Response> => {
      const answer = await get('/lib.js?v=1');
      return answer.headers.get('sourcemap') === null ? named() : answer;
    };
    const answer = await named();
    expect([answer.headers.get('sourcemap'), answer.headers.get('etag'), await answer.text()]).toEqual([
      ...['lib.js.map', '"1"', 'run()'],
    ]);
    expect(taps.all.filter((event) => event.type === 'changed')).toMatchObject([{ code: 'map-header-repaired' }]);
    expect(asked.all.filter((path) => path.endsWith('.map'))).toHaveLength(1);
  });

  it('is left alone where there is none, or where it names one', async () => {
    const { get } = await start(
      {
        '/none.js': { type: JS, body: 'run()' },
        '/page.js': { type: JS, body: 'run()' },
        '/page.js.map': { type: 'text/html', body: '<!doctype html>' },
        '/own.js': { type: JS, body: 'run()\n//# sourceMappingURL=x.map' },
      },
      { repairMapHeader: true },
    );
    for (const path of ['/none.js', '/page.js', '/own.js', '/none.js', '/page.js', '/own.js']) {
      const answer = await get(path);
      expect([answer.headers.get('sourcemap'), answer.headers.get('etag')]).toEqual([null, '"1"']);
      await answer.text();
    }
    expect(asked.all).not.toContain('/own.js.map');
  });
});

describe('an answer to a request for a map', () => {
  it.each([
    ['text/plain', MAP, {}],
    [undefined, `)]}'\n${MAP}`, {}],
    ['application/octet-stream', gzipSync(MAP), { 'Content-Encoding': 'gzip' }],
    ['text/html', `\uFEFF  ${MAP}`, {}],
  ])('of type %s that is JSON is said to be', async (type, body, fields) => {
    const page = { body, fields, ...(type === undefined ? {} : { type }) };
    const { get, taps } = await start({ '/a.js.map?1': page }, { repairMapType: true });
    const answer = await get('/a.js.map?1');
    expect([answer.headers.get('content-type'), answer.headers.get('etag')]).toEqual(['application/json', '"1"']);
    expect((await answer.text()).includes(MAP)).toBe(true);
    expect(codes(taps)).toEqual(['map-type-repaired']);
  });

  it.each([
    ['text/html', '<!doctype html>', 200, ['map-type-left']],
    ['text/plain', '', 200, ['map-type-left']],
    ['text/plain', '{', 404, []],
    ['application/json; charset=utf-8', MAP, 200, []],
    ['application/vnd.map+json', MAP, 200, []],
  ])('of type %s with %j and status %d keeps its type', async (type, body, status, told) => {
    const { get, taps } = await start({ '/a.map': { type, body, status } }, { repairMapType: true });
    const answer = await get('/a.map');
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([type, body]);
    expect(codes(taps)).toEqual(told);
  });

  it('lets another origin read it that asked, with the type or without', async () => {
    const page = { type: 'text/plain', body: MAP };
    const { proxy, get, taps } = await start({ '/a.map': page }, { repairMapCors: true });
    const elsewhere = { Origin: 'http://app.test' };
    const answer = await get('/a.map', elsewhere);
    const allowed = (of: Response) => [of.headers.get('access-control-allow-origin'), of.headers.get('vary')];
    expect([...allowed(answer), answer.headers.get('content-type')]).toEqual([
      'http://app.test',
      'Origin',
      'text/plain',
    ]);
    expect(await answer.text()).toBe(MAP);
    expect(allowed(await get('/a.map'))).toEqual([null, null]);
    expect(allowed(await get('/a.map', { Origin: proxy.url }))).toEqual([null, null]);
    proxy.setSwitches({ ...DEFAULT_SWITCHES, inject: false, repairMapCors: true, repairMapType: true });
    const both = await get('/a.map', elsewhere);
    expect([...allowed(both), both.headers.get('content-type')]).toEqual([
      'http://app.test',
      'Origin',
      'application/json',
    ]);
    expect([codes(taps, 1), codes(taps, 2), codes(taps, 4)]).toEqual([
      ...[['map-cors-repaired'], [], ['map-cors-repaired', 'map-type-repaired']],
    ]);
  });

  it('leaves an answer that allows another already', async () => {
    const fields = { 'Access-Control-Allow-Origin': '*' };
    const { get, taps } = await start(
      { '/a.map': { type: 'application/json', body: MAP, fields } },
      { repairMapCors: true },
    );
    const answer = await get('/a.map', { Origin: 'http://app.test' });
    expect([answer.headers.get('access-control-allow-origin'), codes(taps)]).toEqual(['*', []]);
  });
});
