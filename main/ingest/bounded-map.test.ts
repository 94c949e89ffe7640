import { expect, test } from 'vitest';
import { dropOldest } from './bounded-map.ts';

test('the oldest entries go, no more than must', () => {
  const map = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  dropOldest(map, 3);
  expect([...map.keys()]).toEqual(['a', 'b', 'c']);
  dropOldest(map, 1);
  expect([...map.keys()]).toEqual(['c']);
});
