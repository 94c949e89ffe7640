import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ADDRESS_LIMIT, looksLikeJson, MAP_LIMIT_BYTES, MAP_PATH, RemoteMaps } from './remote-maps.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(body: () => Buffer | undefined): Promise<string> {
  const server = createServer((_, response) => {
    const content = body();
    if (content) response.end(content);
  }).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.map`;
}

const idOf = (path: string): string => path.slice(MAP_PATH.length);
const codeOf = (body: Buffer): string => (JSON.parse(body.toString()) as { error: { code: string } }).error.code;

it('gives an address one path, and forgets the oldest of too many', async () => {
  const maps = new RemoteMaps();
  const first = maps.pathOf('http://cdn.test/0.map');
  expect(maps.pathOf('http://cdn.test/0.map')).toBe(first);
  for (let i = 1; i <= ADDRESS_LIMIT; i += 1) maps.pathOf(`http://cdn.test/${i}.map`);
  expect(codeOf((await maps.answer(idOf(first))).body)).toBe('map-unknown');
  expect(maps.pathOf('http://cdn.test/0.map')).not.toBe(first);
});

it('passes no map on that is larger than it holds', async () => {
  const maps = new RemoteMaps();
  const url = await serve(() => Buffer.concat([Buffer.from('{"mappings"'), Buffer.alloc(MAP_LIMIT_BYTES, 32)]));
  const answer = await maps.answer(idOf(maps.pathOf(url)));
  expect([answer.status, codeOf(answer.body)]).toEqual([502, 'map-fetch-failed']);
});

it('gives up what is under way when it is closed', async () => {
  const maps = new RemoteMaps();
  const asked = { url: '' };
  asked.url = await serve(() => {
    maps.close();
    return undefined;
  });
  const answer = await maps.answer(idOf(maps.pathOf(asked.url)));
  expect([answer.status, answer.body.toString()]).toEqual([502, expect.stringContaining('was stopped')]);
});

it.each([
  ['{}', true],
  ["\uFEFF \n)]}'\n{}", true],
  ['<!doctype html>', false],
  ['[]', false],
  ['', false],
])('%j looks like a map: %s', (text, json) => expect(looksLikeJson(Buffer.from(text))).toBe(json));
