import { describe, expect, it } from 'vitest';
import { LINE_LIMIT, createLineSplitter } from './line-splitter.ts';

function split(chunks: readonly string[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('createLineSplitter', () => {
  const text = 'first\r\nzweite Größe\n\n第三行 🎈\nrest';

  it('gives the same lines wherever the text is cut', () => {
    const whole = ['first', 'zweite Größe', '', '第三行 🎈', 'rest'];
    for (let cut = 0; cut <= text.length; cut++) {
      expect(split([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
    }
  });

  it('hands on a line without an end in pieces instead of keeping it', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line));
    splitter.push('x'.repeat(LINE_LIMIT * 2 + 1));
    expect(lines.map((line) => line.length)).toEqual([LINE_LIMIT, LINE_LIMIT]);
    splitter.end();
    expect(lines.at(-1)).toBe('x');
  });
});
