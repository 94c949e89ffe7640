// Integration: external maps are kept while their scripts are served, so that positions are right when the server has moved on or gone, and in a saved session.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createEngine, createSourceMapLink, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;

let folder: TestFolder;
let upstream: Server;
let engine: Engine;
/** How far the map moves lines down: another build each. */
let build: number;
let asked: string[];

function answerOf(url: string): { readonly type: string; readonly text: string } | undefined {
  const mappings = `AA${'ACEG'.charAt(build)}A,GAAG`;
  const map = { version: 3, sources: ['cart.ts'], sourcesContent: ['one\ntwo\nthree\nfour'], mappings };
  if (url.endsWith('.map')) return { type: 'application/json', text: JSON.stringify(map) };
  if (url === '/main.js') return { type: 'text/javascript', text: `add(${build})\n//# sourceMappingURL=main.js.map` };
  if (url === '/main.css')
    return { type: 'text/css', text: `a { top: ${build} }\n/*# sourceMappingURL=maps/main.css.map */` };
  return undefined;
}

async function start(keep: boolean): Promise<Engine> {
  return createEngine({
    sessionPath: folder.at('s.tline'),
    proxy: {
      ...DEFAULT_PROXY_CONFIG,
      target: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
      port: 0,
    },
    folder: folder.at('shop'),
    sourceMaps: { roots: [], paths: [], keep },
    version: '1.2.3',
    workerFolder: BUILT,
  });
}

beforeEach(async () => {
  folder = createFolder();
  build = 0;
  asked = [];
  upstream = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answerOf(request.url ?? '');
    if (answer) response.setHeader('Content-Type', answer.type).end(answer.text);
    else response.writeHead(404).end();
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  mkdirSync(folder.at('shop/src'), { recursive: true });
  writeFileSync(folder.at('shop/package.json'), '{"name":"shop"}');
  engine = await start(true);
});

afterEach(async () => {
  await engine.close();
  stopServer();
  folder.remove();
});

function stopServer(): void {
  upstream.closeAllConnections();
  upstream.close();
}

async function load(path: string): Promise<void> {
  const [response] = (await once(get(`${engine.proxyUrl}${path}`, { agent: false }), 'response')) as [IncomingMessage];
  await once(response.resume(), 'end');
}

/** The answer for the script's first place, at an instant. */
const look = (path = '/main.js', at?: number) =>
  engine.sourceMaps.lookup({
    url: `${engine.proxyUrl}${path}`,
    line: 1,
    column: 1,
    ...(at === undefined ? {} : { at }),
  });

/** Waits until the maps of all that was loaded so far are asked for. */
async function mapsAsked(count: number): Promise<void> {
  await expect.poll(() => asked.filter((url) => url.endsWith('.map')).length, { timeout: 10_000 }).toBe(count);
}

test('positions stay right when the server has moved on and gone', async () => {
  await load('/main.js');
  await mapsAsked(1);
  await load('/main.js');
  const between = Date.now() + 1;
  await expect.poll(() => Date.now()).toBeGreaterThan(between);
  build = 1;
  await load('/main.js');
  await load('/main.css');
  await mapsAsked(3);
  stopServer();
  expect(await look('/main.js', between)).toMatchObject({ line: 1, column: 1 });
  expect(await look()).toMatchObject({ line: 2, source: `${engine.proxyUrl}/cart.ts` });
  expect(await look()).not.toHaveProperty('caveats');
  expect(await look('/main.css')).toMatchObject({ line: 2, source: `${engine.proxyUrl}/maps/cart.ts` });
  expect(asked).toEqual(expect.arrayContaining(['/maps/main.css.map']));
});

test('they are in no list of requests, and in the saved session', async () => {
  await load('/main.js');
  await mapsAsked(1);
  await look();
  const { rows } = await engine.reader.exchangeRows({ limit: 10 });
  expect(rows.map(({ url }) => url)).toEqual([`${engine.proxyUrl}/main.js`]);
  const { proxyUrl } = engine;
  await engine.saveCopy(folder.at('copy.tline'));
  build = 2;
  const config = { roots: [], paths: [] };
  const saved = createSourceMapLink(BUILT, () => ({
    sessionPath: folder.at('copy.tline'),
    folder: folder.at('shop'),
    config,
  }));
  try {
    const before = asked.length;
    expect(await saved.mapStack(`Error: x\n    at add (${proxyUrl}/main.js:1:1)`)).toMatchObject([
      { functionName: 'add', original: { line: 1, codeFrame: expect.stringContaining('> 1 | one') as string } },
    ]);
    expect(await saved.check(`${proxyUrl}/main.js`)).toMatchObject({ from: 'kept', mapUrl: `${proxyUrl}/main.js.map` });
    expect(await saved.lookup({ url: `${proxyUrl}/other.js`, line: 1 })).toMatchObject({
      unresolved: { code: 'script-not-captured' },
    });
    expect(await saved.openable(folder.at('shop/package.json'))).toEqual({ path: folder.at('shop/package.json') });
    expect(await saved.openable('/etc/hosts')).toMatchObject({ code: 'file-not-openable' });
    expect(asked).toHaveLength(before);
  } finally {
    await saved.close();
  }
});

test('nothing is kept where that is off', async () => {
  await engine.close();
  engine = await start(false);
  await load('/main.js');
  expect(await look()).toMatchObject({ line: 1, caveats: [{ code: 'map-not-then' }] });
  expect(asked).toEqual(['/main.js', '/main.js.map']);
  stopServer();
});
