import { expect, it } from 'vitest';
import { percentileOf } from './percentile.ts';

it('is the figure at that rank, and none of nothing', () => {
  expect(percentileOf([30, 10, 20, 40], 0.5)).toBe(20);
  expect(percentileOf([30, 10, 20, 40], 0.95)).toBe(40);
  expect(percentileOf([7], 0)).toBe(7);
  expect(percentileOf([], 0.5)).toBeUndefined();
});
