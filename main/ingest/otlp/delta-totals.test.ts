import { expect, it } from 'vitest';
import { DeltaTotals } from './delta-totals.ts';

it('adds up changes of each series', () => {
  const totals = new DeltaTotals();
  expect([totals.add('a', 2), totals.add('b', 5), totals.add('a', 3)]).toEqual([2, 5, 5]);
});

it('forgets the series that was silent longest', () => {
  const totals = new DeltaTotals(2);
  totals.add('a', 1);
  totals.add('b', 1);
  totals.add('a', 1);
  totals.add('c', 1);
  expect(totals.add('a', 1)).toBe(3);
  expect(totals.add('b', 1)).toBe(1);
});
