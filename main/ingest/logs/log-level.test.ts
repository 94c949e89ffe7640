import { expect, test } from 'vitest';
import { findLevel, fromSeverity, toLogLevel } from './log-level.ts';

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

test.each([
  ['ERROR in ./a.ts', 'error'],
  ['Error: boom', 'error'],
  ['2026-01-02T03:04:05.678Z WARN slow query', 'warn'],
  ['03:04:05 [vite] (error) failed', 'error'],
  ['[12:00:00] [DEBUG] x', 'debug'],
  ['time=1 level=warning msg="x"', 'warn'],
  ['{"level":"fatal","msg":"x"}', 'fatal'],
  ['npm ERR! missing script', 'error'],
  ['panic: nil map', 'fatal'],
  ['trace: x', 'trace'],
  ['INFO', 'info'],
  ['errors: 0', undefined],
  ['info-desk opened', undefined],
  ['no error here', undefined],
  ['', undefined],
])('%s', (line, level) => {
  expect(findLevel(line)).toBe(level);
});

test.each([
  [0, undefined],
  [1, 'trace'],
  [8, 'debug'],
  [9, 'info'],
  [13, 'warn'],
  [17, 'error'],
  [24, 'fatal'],
  [25, undefined],
])('severity %i of OpenTelemetry is %s', (severity, level) => {
  expect(fromSeverity(severity)).toBe(level);
});
