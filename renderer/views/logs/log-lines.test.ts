import { expect, it } from 'vitest';
import { cutLine, LINE_LIMIT, toLogLines } from './log-lines.ts';

it('shows the first line and counts the others', () => {
  expect(toLogLines({ message: 'a' })).toEqual({ first: 'a', rest: [] });
  expect(toLogLines({ message: 'a\nb\n', more: 'c\nd' })).toEqual({ first: 'a', rest: ['b', 'c', 'd'] });
});

it('cuts a line that no list can show', () => {
  expect(cutLine('x'.repeat(LINE_LIMIT + 5))).toHaveLength(LINE_LIMIT + 1);
  expect(cutLine('x')).toBe('x');
});
