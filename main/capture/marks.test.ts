import { expect, test } from 'vitest';
import { MAX_MARKS, Marks } from './marks.ts';

function after(count: number): readonly number[] {
  const marks = new Marks();
  for (let at = 0; at < count; at++) marks.add(at);
  return marks.list();
}

test('few messages are all marked', () => {
  expect(after(3)).toEqual([0, 1, 2]);
  expect(after(MAX_MARKS)).toHaveLength(MAX_MARKS);
});

test.each([33, 64, 65, 100, 1_000, 12_345])('of %d messages the marks are few and evenly spread', (count) => {
  const list = after(count);
  expect(list.length).toBeLessThanOrEqual(MAX_MARKS);
  expect(list.length).toBeGreaterThanOrEqual(MAX_MARKS / 2);
  const gaps = new Set(list.slice(1).map((at, index) => at - (list[index] ?? 0)));
  expect(gaps.size).toBe(1);
  expect(list[0]).toBe(0);
});

test('a list handed out does not change', () => {
  const marks = new Marks();
  const before = marks.list();
  marks.add(1);
  expect(before).toEqual([]);
});
