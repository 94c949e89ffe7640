import { expect, it } from 'vitest';
import { nextDelay } from './restart-delay.ts';

it('waits longer each time, up to a bound, and begins anew after a steady run', () => {
  const delays: number[] = [];
  for (let delay = 0; delays.length < 7; delays.push(delay)) delay = nextDelay(delay, 10);
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(nextDelay(30_000, 30_000)).toBe(1_000);
});
