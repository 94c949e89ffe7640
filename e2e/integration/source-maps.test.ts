// Integration: source maps as built: served through the proxy, looked up on the maps' thread, also after the server has moved on and gone.
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createEngine, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;

let folder: TestFolder;
let upstream: Server;
let engine: Engine;
let shift: number;

/** A script of three lines whose map shifts them down. */
function script(): string {
  const mappings = `AA${'ACE'.charAt(shift)}A,KACA;AACA`;
  const map = { version: 3, sources: ['cart.ts'], sourcesContent: ['one\ntwo\nthree\nfour'], mappings };
  return `add();more()\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

beforeEach(async () => {
  folder = createFolder();
  shift = 0;
  upstream = createServer((_, response) => response.setHeader('Content-Type', 'text/javascript').end(script()));
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  mkdirSync(folder.at('shop/src'), { recursive: true });
  writeFileSync(folder.at('shop/package.json'), '{"name":"shop"}');
  writeFileSync(folder.at('shop/src/cart.ts'), 'since changed');
  engine = await createEngine({
    sessionPath: folder.at('s.tline'),
    proxy: {
      ...DEFAULT_PROXY_CONFIG,
      target: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
      port: 0,
    },
    folder: folder.at('shop'),
    version: '1.2.3',
    workerFolder: BUILT,
  });
});

afterEach(async () => {
  await engine.close();
  upstream.closeAllConnections();
  upstream.close();
  folder.remove();
});

async function send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const sent = request(`${engine.proxyUrl}${path}`, { method, headers, agent: false }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
  return { status: response.statusCode, text };
}

async function look(value: unknown, headers: Record<string, string> = {}) {
  const { status, text } = await send('POST', '/__throughline/sourcemap/lookup', JSON.stringify(value), headers);
  return { status, value: JSON.parse(text) as Record<string, unknown> };
}

test('a position is looked up in the script that was served at that instant', async () => {
  const url = `${engine.proxyUrl}/src/cart.ts`;
  await send('GET', '/src/cart.ts');
  const between = Date.now() + 1;
  while (Date.now() <= between);
  shift = 1;
  await send('GET', '/src/cart.ts');
  expect(await look({ url, line: 1, column: 1 })).toEqual({
    status: 200,
    value: {
      ...{ source: url, path: folder.at('shop/src/cart.ts'), line: 2, column: 1, ignored: false },
      codeFrame: '  1 | one\n> 2 | two\n    | ^\n  3 | three\n  4 | four',
    },
  });
  upstream.closeAllConnections();
  upstream.close();
  expect(await look({ url, line: 1, column: 1, at: between })).toMatchObject({ value: { line: 1 } });
  const stack = `Error: x\n    at add (${url}:1:7)\n    at Array.map (<anonymous>)`;
  expect(await look({ stack })).toMatchObject({ value: { line: 3, column: 1, frames: [{ functionName: 'add' }, {}] } });
  expect(await engine.sourceMaps.mapStack(stack, between)).toMatchObject([
    { original: { line: 2 } },
    { unresolved: { code: 'frame-native' } },
  ]);
  expect((await engine.sourceMaps.check(url)).steps.every(({ ok, step }) => ok || step === 'header')).toBe(true);
});

test('a map may be sent along; what can’t be answered has a reason', async () => {
  const map = { version: 3, sources: ['a.ts'], mappings: 'AAAA' };
  expect(await look({ map, line: 1, column: 1 })).toMatchObject({ status: 200, value: { source: 'a.ts', line: 1 } });
  expect(await look({ map: { version: 2 }, line: 1, column: 1 })).toMatchObject({
    value: { unresolved: { code: 'map-invalid' } },
  });
  expect(await look({ url: `${engine.proxyUrl}/none.js`, line: 1, column: 1 })).toMatchObject({
    ...{ status: 200, value: { unresolved: { code: 'script-not-captured' } } },
  });
  expect(await look({})).toMatchObject({ status: 400, value: { error: { code: 'lookup-invalid' } } });
  expect(await look({ stack: 'x' }, { Origin: 'http://evil.test' })).toMatchObject({ status: 403 });
});

test('nothing outside of the project is read', async () => {
  writeFileSync(folder.at('secret.txt'), 'the secret');
  const map = { version: 3, sources: [folder.at('secret.txt'), '../secret.txt'], mappings: 'AAAA,CCAA' };
  for (const column of [1, 2]) {
    const { value } = await look({ map, line: 1, column });
    expect(JSON.stringify(value)).not.toContain('the secret');
  }
  expect(JSON.stringify(await look({ map: folder.at('secret.txt'), line: 1, column: 1 }))).not.toContain('the secret');
});
