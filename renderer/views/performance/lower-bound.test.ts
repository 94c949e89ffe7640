import { describe, expect, it } from 'vitest';
import { lowerBoundBy } from './lower-bound.ts';

describe('lower bound', () => {
  it('is the first item not below what is wanted', () => {
    const items = [{ at: 1 }, { at: 3 }, { at: 3 }, { at: 9 }];
    expect([0, 1, 2, 3, 9, 10].map((wanted) => lowerBoundBy(items, wanted, (item) => item.at))).toEqual([
      0, 0, 1, 1, 3, 4,
    ]);
  });
});
