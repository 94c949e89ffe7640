import { expect, test } from 'vitest';
import { toStackBlock } from './stack-block.ts';

test.each([
  ['panic: x', [], 'go'],
  ['fatal error: all goroutines are asleep - deadlock!', [], 'go'],
  ['2026/11/21 15:10:35 http: panic serving [::1]:5: x', [], 'go'],
  ['  + Exception Group Traceback (most recent call last):', [], 'python'],
  ['    at f (/a.js:1:2)', ['Error: x'], 'at'],
  ['    at async Promise.all (index 0)', ['anything'], 'at'],
])('%s begins a block', (line, before, family) => {
  expect(toStackBlock(line, before)?.family).toBe(family);
});

test.each([
  ['a frame with nothing before it', '    at f (/a.js:1:2)', []],
  ['a place of Go that nobody recovered', '/a.go:1 (0x1)', ['ready']],
  ['talk', 'look at this', ['Error: x']],
])('%s begins none', (_, line, before) => {
  expect(toStackBlock(line, before)).toBeUndefined();
});

test.each([
  ['panic: x [recovered, repanicked]', [], { name: 'panic', message: 'x' }],
  ['fatal error: concurrent map writes', [], { name: 'fatal error', message: 'concurrent map writes' }],
  [
    '    at f (/a.js:1:2)',
    ['noise', 'Uncaught shop.CartError [E_CART]: a', 'b'],
    { name: 'shop.CartError', message: 'a\nb' },
  ],
  ['    at f (/a.js:1:2)', ['Saving failed'], { name: 'Error', message: 'Saving failed' }],
])('the headline of %s', (line, before, headline) => {
  const block = toStackBlock(line, before);
  expect(block?.toHeadline([...(block.head ?? []), line])).toEqual(headline);
});
