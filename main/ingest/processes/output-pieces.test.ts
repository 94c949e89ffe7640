import { describe, expect, it } from 'vitest';
import { createOutputPieces } from './output-pieces.ts';

function pieces(...chunks: (string | Uint8Array)[]): string[] {
  const texts: string[] = [];
  const output = createOutputPieces((text) => texts.push(text));
  for (const chunk of chunks) output.push(Buffer.from(chunk as string));
  output.end();
  return texts;
}

describe('createOutputPieces', () => {
  it('hands pieces on as they come and ends the last line', () => {
    expect(pieces('a\nb', 'c\n')).toEqual(['a\nb', 'c\n']);
    expect(pieces('a')).toEqual(['a', '\n']);
    expect(pieces()).toEqual([]);
  });

  it('puts characters together at every place where they may be cut', () => {
    const bytes = Buffer.from('é✓😀\n');
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(pieces(bytes.subarray(0, at), bytes.subarray(at)).join('')).toBe('é✓😀\n');
    }
  });

  it('stands in for half a character at the end', () => {
    expect(pieces(Buffer.from('é').subarray(0, 1)).join('')).toBe('\ufffd\n');
  });
});
