import { expect, test } from 'vitest';
import { AHEAD_LIMIT_MS, BEHIND_LIMIT_MS, parseDateTime, settleTime, toLogTime } from './log-time.ts';

const AT = Date.UTC(2026, 10, 21, 17, 43, 2);

test.each([
  ['2026-11-21T17:43:02.810Z', AT + 810],
  ['2026-11-21T17:43:02.839135635Z', AT + 839.135635],
  ['2026-11-21T18:43:02,5+01:00 x', AT + 500],
  ['2026-11-21 12:43:02-0500', AT],
  ['2026-11-21 17:43:02 UTC', AT],
  ['2026-11-21 17:43:02.839135635 +0000 UTC m=+0.007', AT + 839.135635],
])('%s at the start of a line', (text, at) => {
  expect(parseDateTime(text)?.time.at).toBeCloseTo(at, 3);
});

test.each([
  ['2026/11/21 17:43:02 listening', 19],
  ['2026/11/21 - 17:43:02 | 200', 21],
  ['2026-11-21 17:43:02,047 INFO', 23],
])('%s has no zone: it is local, or else UTC', (text, end) => {
  const found = parseDateTime(text);
  const local = new Date(2026, 10, 21, 17, 43, 2).getTime();
  expect(found?.end).toBe(end);
  expect(Math.floor((found?.time.at ?? 0) / 1_000)).toBe(local / 1_000);
  expect(Math.floor((found?.time.utcAt ?? 0) / 1_000)).toBe(AT / 1_000);
});

test.each(['2026-13-21 17:43:02', '2026-11-00 17:43:02', '2026-11-21 25:00:00', '2026-11-21', 'x', ''])(
  '%s is none',
  (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  },
);

test.each([
  [1_795_283_597, 1_795_283_597_000],
  [1_795_283_597.25, 1_795_283_597_250],
  [1_795_283_597_173, 1_795_283_597_173],
  [1_795_283_597_173_000, 1_795_283_597_173],
  [1_795_283_597_173_000_000, 1_795_283_597_173],
  ['1795283597173', 1_795_283_597_173],
  ['1.795283597e+09', 1_795_283_597_000],
  [{ epochSecond: 1_795_283_597, nanoOfSecond: 5e8 }, 1_795_283_597_500],
  ['Sat, 21 Nov 2026 17:43:02 GMT', AT],
  ['yesterday', undefined],
  [0, undefined],
  [-5, undefined],
  [Infinity, undefined],
  [{}, undefined],
  [null, undefined],
  ['9'.repeat(100), undefined],
])('%j as a value', (value, at) => {
  expect(toLogTime(value)?.at).toBe(at);
});

test('a line has the time it says, unless that can’t be', () => {
  expect(settleTime({ at: AT, raw: '' }, AT + 3)).toBe(AT);
  expect(settleTime({ at: AT, raw: '' }, AT - AHEAD_LIMIT_MS)).toBe(AT);
  expect(settleTime({ at: AT, raw: '' }, AT - AHEAD_LIMIT_MS - 1)).toBeUndefined();
  expect(settleTime({ at: AT, raw: '' }, AT + BEHIND_LIMIT_MS + 1)).toBeUndefined();
});

test('a time without a zone that is hours off is UTC, where that is now', () => {
  const hours = 8 * 3_600_000;
  expect(settleTime({ at: AT - hours, utcAt: AT, raw: '' }, AT + 3)).toBe(AT);
  expect(settleTime({ at: AT - hours, utcAt: AT, raw: '' }, AT + hours)).toBe(AT - hours);
});

test('whole seconds that have just been are the instant of arrival', () => {
  expect(settleTime({ at: AT, isSecond: true, raw: '' }, AT + 340)).toBe(AT + 340);
  expect(settleTime({ at: AT, isSecond: true, raw: '' }, AT + 1_500)).toBe(AT + 999);
  expect(settleTime({ at: AT, isSecond: true, raw: '' }, AT + 60_000)).toBe(AT);
});
