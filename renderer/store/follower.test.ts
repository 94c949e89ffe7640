import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Follower } from './follower.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks at once, then again when there is more, once a period', async () => {
  let asked = 0;
  const answers: (number | undefined)[] = [];
  const follower = new Follower(
    () => Promise.resolve((asked += 1)),
    1000,
    (answer) => answers.push(answer),
  );
  follower.follow(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(answers).toEqual([1]);
  for (const version of [1, 2, 3, 4]) follower.follow(version);
  await vi.advanceTimersByTimeAsync(900);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(answers).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(2);
  follower.close();
});

it('never asks twice at a time, and takes a failure for an answer', async () => {
  const fail: (() => void)[] = [];
  const answers: unknown[] = [];
  const follower = new Follower(
    () => new Promise((_, reject) => fail.push(() => reject(new Error('away')))),
    10,
    (answer) => answers.push(answer),
  );
  follower.follow(1);
  follower.follow(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(fail).toHaveLength(1);
  fail[0]?.();
  await vi.advanceTimersByTimeAsync(20);
  expect(answers).toEqual([undefined]);
  expect(fail).toHaveLength(2);
  follower.close();
  fail[1]?.();
  await vi.advanceTimersByTimeAsync(20);
  expect(answers).toHaveLength(1);
});
