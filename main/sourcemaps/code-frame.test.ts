import { expect, it } from 'vitest';
import { toCodeFrame } from './code-frame.ts';

const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n');

it('shows two lines before and after, and marks line and column', () => {
  expect(toCodeFrame(text, 9, 6)).toBe(
    ['   7 | line 7', '   8 | line 8', '>  9 | line 9', '     |      ^', '  10 | line 10', '  11 | line 11'].join('\n'),
  );
});

it('shows what there is at both ends', () => {
  expect(toCodeFrame(text, 1)).toBe(['> 1 | line 1', '  2 | line 2', '  3 | line 3'].join('\n'));
  expect(toCodeFrame('a\r\nb\r\n', 2, 1)).toBe(['  1 | a', '> 2 | b', '    | ^'].join('\n'));
});

it('has nothing to show of a line that is not there', () => expect(toCodeFrame('a\nb', 3)).toBeUndefined());

it('keeps tabs before the mark', () => expect(toCodeFrame('\t\tx', 1, 3)).toBe('> 1 | \t\tx\n    | \t\t^'));

it('cuts long lines around the column', () => {
  const frame = toCodeFrame(`${'a'.repeat(5000)}B${'c'.repeat(5000)}`, 1, 5001) ?? '';
  const [row = '', mark = ''] = frame.split('\n');
  expect(row.length).toBeLessThan(200);
  expect(row.charAt(mark.indexOf('^'))).toBe('B');
});
