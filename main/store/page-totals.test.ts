import { expect, test } from 'vitest';
import { PageTotals, REMEMBERED_TOTALS } from './page-totals.ts';

test('pages after the first repeat its total, a new first page counts anew', () => {
  const totals = new PageTotals();
  let rows = 5;
  const count = () => rows;
  expect(totals.of(undefined, 'a', count)).toBe(5);
  rows = 6;
  expect(totals.of('3', 'a', count)).toBe(5);
  expect(totals.of('3', 'b', count)).toBe(6);
  expect(totals.of(undefined, 'a', count)).toBe(6);
});

test('the list that was begun longest ago is counted anew when too many are walked through', () => {
  const totals = new PageTotals();
  for (let n = 0; n <= REMEMBERED_TOTALS; n++) totals.of(undefined, String(n), () => n);
  expect(totals.of('1', '1', () => -1)).toBe(1);
  expect(totals.of('1', '0', () => -1)).toBe(-1);
});
