import { expect, it } from 'vitest';
import {
  FOLD_LISTED,
  foldedPages,
  grow,
  isBefore,
  isWhole,
  MAX_LISTED,
  PAGE_ROWS,
  pageOf,
  start,
} from './log-index.ts';
import { toRows } from './log-rows.ts';
import { sampleLog } from './log-sample.ts';

const demand = { key: 'k', again: 0, filter: {} };
const first = () => start(demand, { anchors: ['1', '401'], every: PAGE_ROWS, total: 250, lastId: '600' });

it('grows by what came after', () => {
  const built = grow(first(), { anchors: ['701'], every: PAGE_ROWS, total: 200, lastId: '900' });
  expect(built).toMatchObject({ anchors: ['1', '401', '701'], total: 450, lastId: '900' });
  expect(grow(built, { anchors: [], every: PAGE_ROWS, total: 0 })).toMatchObject({ lastId: '900' });
});

it('knows the page of an id, and whether it is whole', () => {
  const built = first();
  expect([pageOf(built, '1'), pageOf(built, '400'), pageOf(built, '401'), pageOf(built, '9999')]).toEqual([0, 0, 1, 1]);
  const rows = toRows(Array.from({ length: 50 }, (_, n) => sampleLog(401 + n)));
  expect(isWhole(built, 1, rows)).toBe(true);
  expect(isWhole(built, 0, rows)).toBe(false);
  expect(isWhole(built, 0, undefined)).toBe(false);
});

it('leaves pages out at the head only beyond the bound, many at once', () => {
  expect(foldedPages({ ...first(), total: MAX_LISTED })).toBe(0);
  expect(foldedPages({ ...first(), total: MAX_LISTED + 1 })).toBe(FOLD_LISTED / PAGE_ROWS);
});

it('orders ids as numbers', () => {
  expect(isBefore('9', '10')).toBe(true);
  expect(isBefore(undefined, '1')).toBe(true);
  expect(isBefore('3', undefined)).toBe(false);
});
