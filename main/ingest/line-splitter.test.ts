import { describe, expect, it } from 'vitest';
import { LINE_LIMIT, createLineSplitter } from './line-splitter.ts';

function split(chunks: readonly Uint8Array[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

describe('createLineSplitter', () => {
  const bytes = Buffer.from('first\r\nzweite Größe\n\n第三行 🎈\nrest');

  it('gives the same lines wherever the bytes are cut', () => {
    const whole = ['first', 'zweite Größe', '', '第三行 🎈', 'rest'];
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(split([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
    }
  });

  it('hands on a line without an end in pieces instead of keeping it', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line));
    splitter.push(Buffer.alloc(LINE_LIMIT * 2 + 1, 'x'));
    expect(lines.map((line) => line.length)).toEqual([LINE_LIMIT, LINE_LIMIT]);
    splitter.end();
    expect(lines.at(-1)).toBe('x');
  });

  it('shows bytes that are no UTF-8 as replacement characters', () => {
    expect(split([Uint8Array.of(0x61, 0xff, 0x0a)])).toEqual(['a\uFFFD']);
  });
});
