import { expect, test } from 'vitest';
import { finish, finishInTurns, type Steps } from './steps.ts';

function* counting(to: number, seen: number[]): Steps<string> {
  for (let step = 1; step <= to; step++) {
    seen.push(step);
    yield;
  }
  return `${to} steps`;
}

test('steps taken at once give their answer', () => {
  expect(finish(counting(3, []))).toBe('3 steps');
});

test('two long answers get their turns, and a step that fails is told to who asked', async () => {
  const seen: number[] = [];
  const answers = await Promise.all([finishInTurns(counting(2, seen)), finishInTurns(counting(2, seen))]);
  expect(answers).toEqual(['2 steps', '2 steps']);
  expect(seen).toEqual([1, 1, 2, 2]);
  const failing = function* (): Steps<never> {
    yield;
    throw new Error('The disk is gone.');
  };
  await expect(finishInTurns(failing())).rejects.toThrow('The disk is gone.');
});
