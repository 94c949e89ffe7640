import { expect, it } from 'vitest';
import { colouredText, cutLine, LINE_LIMIT, ownFields, toLogLines } from './log-lines.ts';

it('shows the first line and counts the others', () => {
  expect(toLogLines({ message: 'a' })).toEqual({ first: 'a', rest: [] });
  expect(toLogLines({ message: 'a\nb\n', more: 'c\nd' })).toEqual({ first: 'a', rest: ['b', 'c', 'd'] });
});

it('cuts a line that no list can show', () => {
  expect(cutLine('x'.repeat(LINE_LIMIT + 5))).toHaveLength(LINE_LIMIT + 1);
  expect(cutLine('x')).toBe('x');
});

it('knows the text with its colours, which is no field of its own', () => {
  const fields = { ansi: '\u001b[31mx\u001b[0m', cart: 'c1' };
  expect(colouredText({ fields })).toBe(fields.ansi);
  expect(ownFields({ fields })).toEqual({ cart: 'c1' });
  expect(colouredText({ fields: { ansi: 7 } })).toBeUndefined();
});
