import { expect, it } from 'vitest';
import { toLogBars } from './strip-logs.ts';

it('counts quiet lines, warnings and errors apart, and knows the tallest bar', () => {
  const { bars, peak } = toLogBars({
    fromAt: 0,
    stepMs: 1,
    levels: [{ info: 3, debug: 1, warn: 2 }, {}, { fatal: 1, error: 1 }],
  });
  expect(bars).toEqual([
    { quiet: 4, warnings: 2, failures: 0 },
    { quiet: 0, warnings: 0, failures: 0 },
    { quiet: 0, warnings: 0, failures: 2 },
  ]);
  expect(peak).toBe(6);
});
