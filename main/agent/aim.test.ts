// @vitest-environment jsdom
// @vitest-environment-options { "url": "http://localhost:8888/shop/?a=1" }
import { expect, it } from 'vitest';
import { createAim, toKey, type TakeAim } from './aim.ts';
import { LIST_LIMIT } from './base.ts';
import type { Draft } from './draft.ts';

const LISTED = ['http://localhost:5382', 'https://api.test'];
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function take(...given: Parameters<TakeAim>) {
  const items: Draft[] = [];
  const aim = createAim(
    { page: '1', trace: true, origins: LISTED },
    (item) => items.push(item),
    () => PARENT,
  )(...given);
  return { aim, items };
}

it.each([
  ['fetch', 'data?x=1', 'http://localhost:8888/shop/data?x=1', ''],
  ['xmlhttprequest', '/data', 'http://localhost:8888/data', ''],
  [
    'websocket',
    'ws://localhost:8888/live',
    'ws://localhost:8888/live',
    `ws://localhost:8888/live?__throughline=t:${PARENT}`,
  ],
  [
    'websocket',
    'http://localhost:8888/a?b',
    'ws://localhost:8888/a?b',
    `ws://localhost:8888/a?b&__throughline=t:${PARENT}`,
  ],
  [
    'eventsource',
    '/events#x',
    'http://localhost:8888/events#x',
    `http://localhost:8888/events?__throughline=t:${PARENT}`,
  ],
] as const)('%s of %s goes to the page itself', (via, address, url, used) => {
  expect(take(address, via)).toEqual({ aim: { url, isOwn: true, address: used }, items: [] });
});

it.each([
  [
    'websocket',
    'ws://127.0.0.1:5382/ws?a=%20b',
    `ws://localhost:8888/ws?a=%20b&__throughline=u:${LISTED[0]};t:${PARENT}`,
  ],
  ['eventsource', 'http://[::1]:5382/hmr', `http://localhost:8888/hmr?__throughline=u:${LISTED[0]};t:${PARENT}`],
  ['fetch', 'http://0.0.0.0:5382/x', `http://localhost:8888/x?__throughline=u:${LISTED[0]}`],
  ['xmlhttprequest', 'https://api.test:443/', `http://localhost:8888/?__throughline=u:${LISTED[1]}`],
] as const)('%s of %s is brought back', (via, url, address) => {
  const { aim, items } = take(url, via);
  expect(aim).toMatchObject({ isOwn: false, address });
  expect(items).toEqual([{ type: 'bypass', url: aim?.url, via, brought: true }]);
});

it.each([
  ['fetch', 'http://localhost:5382/x', false, 1],
  ['websocket', 'ws://localhost:24678/', true, 1],
  ['fetch', 'http://localhost:24678/', true, 0],
  ['websocket', 'ws://elsewhere.test/', true, 0],
  ['websocket', 'ws://127.0.0.1:8888/', true, 0],
  ['fetch', 'http://api.test/', true, 0],
] as const)('%s of %s is left as it is', (via, url, canBring, told) => {
  const { aim, items } = take(url, via, canBring);
  expect(aim).toBeUndefined();
  expect(items).toHaveLength(told);
});

it('tells of one address once, and of so many only', () => {
  const items: Draft[] = [];
  const aim = createAim({ page: '1', trace: false, origins: LISTED }, (item) => items.push(item), undefined);
  for (let i = 0; i < LIST_LIMIT + 10; i++) for (const _ of [1, 2]) aim(`http://localhost:5382/${i}`, 'fetch');
  expect(items).toHaveLength(LIST_LIMIT);
  expect(aim('ws://localhost:5382/a', 'websocket')?.address).toBe(`ws://localhost:8888/a?__throughline=u:${LISTED[0]}`);
});

it('knows an origin by all its names', () => {
  const keys = ['http://localhost:1/', 'ws://127.0.0.2:1/', 'http://[::1]:1/', 'ws://0.0.0.0:1'].map((url) =>
    toKey(new URL(url)),
  );
  expect(new Set(keys).size).toBe(1);
  expect(toKey(new URL('https://localhost:1'))).not.toBe(keys[0]);
});
