import { expect, it } from 'vitest';
import { weightOf } from './record-weight.ts';

it('counts texts wherever they are', () => {
  const text = 'x'.repeat(10_000);
  const flat = weightOf(text);
  expect(flat).toBeGreaterThanOrEqual(10_000);
  expect(weightOf({ a: [{ b: text }, { c: text }] })).toBeGreaterThan(2 * flat);
  expect(weightOf({ a: 1, b: null, c: true })).toBeLessThan(500);
});

it('looks at a bounded number of values', () => {
  const list = Array.from({ length: 1_000_000 }, () => 1);
  expect(weightOf(list)).toBeGreaterThan(1_000_000);
});
