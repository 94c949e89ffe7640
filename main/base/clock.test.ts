import { expect, it } from 'vitest';
import { systemClock } from './clock.ts';

it('tells the instant as the system does, and never goes back', () => {
  const readings = Array.from({ length: 100 }, () => systemClock());
  expect(Math.abs((readings[0] ?? 0) - Date.now())).toBeLessThan(1000);
  expect(readings).toEqual([...readings].sort((a, b) => a - b));
});
