import { expect, test } from 'vitest';
import { toLogLevel } from './log-level.ts';

test.each([
  ['WARN', 'warn'],
  [' Warning ', 'warn'],
  ['notice', 'info'],
  ['silly', 'trace'],
  ['critical', 'fatal'],
  ['log', 'info'],
  [10, 'trace'],
  [30, 'info'],
  [35, 'info'],
  ['50', 'error'],
  [60, 'fatal'],
  [100, 'fatal'],
  [0, 'fatal'],
  [3, 'error'],
  [4, 'warn'],
  [7, 'debug'],
  [9, undefined],
  [-1, undefined],
  [30.5, undefined],
  ['loud', undefined],
  ['constructor', undefined],
  [null, undefined],
])('%j is %s', (value, level) => {
  expect(toLogLevel(value)).toBe(level);
});
