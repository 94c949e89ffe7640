import { expect, test } from 'vitest';
import { MAX_SENDERS, RateLimiter } from './rate-limit.ts';

test('so many may come at once, then so many a second, each sender by itself', () => {
  let now = 0;
  const limiter = new RateLimiter({ burst: 3, perSecond: 2 }, () => now);
  const take = (count: number, sender = 'a') => Array.from({ length: count }, () => limiter.take(sender));
  expect(take(4)).toEqual([true, true, true, false]);
  expect(take(1, 'b')).toEqual([true]);
  now = 1_000;
  expect(take(3)).toEqual([true, true, false]);
  now = 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
});

test('a clock that is set back gives nothing away', () => {
  let now = 10_000;
  const limiter = new RateLimiter({ burst: 1, perSecond: 1 }, () => now);
  expect(limiter.take('a')).toBe(true);
  now = 0;
  expect(limiter.take('a')).toBe(false);
});

test('a sender that was silent while many others came is forgotten', () => {
  const limiter = new RateLimiter({ burst: 1, perSecond: 0 }, () => 0);
  limiter.take('first');
  for (let i = 1; i < MAX_SENDERS; i++) limiter.take(`other ${i}`);
  expect(limiter.take('first')).toBe(false);
  for (let i = 0; i < MAX_SENDERS; i++) limiter.take(`more ${i}`);
  expect(limiter.take('first')).toBe(true);
});
