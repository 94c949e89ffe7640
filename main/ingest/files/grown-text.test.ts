import { describe, expect, it } from 'vitest';
import { createGrownText } from './grown-text.ts';

function setUp() {
  const given: string[] = [];
  let now = 0;
  const text = createGrownText(
    () => now,
    (piece, lost) => given.push(lost > 0 ? `(${lost})${piece}` : piece),
  );
  return { given, pass: (ms: number) => (now += ms), push: (piece: string) => text.push(Buffer.from(piece)), text };
}

describe('createGrownText', () => {
  it('hands on whole lines, wherever the bytes were cut', () => {
    const bytes = Buffer.from('é1\n✓2\r\n😀3\n');
    for (let at = 0; at <= bytes.length; at += 1) {
      const { given, text } = setUp();
      text.push(bytes.subarray(0, at));
      text.push(bytes.subarray(at));
      expect(given.join('')).toBe('é1\n✓2\r\n😀3\n');
      expect(given.every((piece) => piece.endsWith('\n'))).toBe(true);
    }
  });

  it('waits for the end of a line, but not for ever and not for more than a bound', () => {
    const { given, pass, push, text } = setUp();
    push('a\nb');
    pass(1_999);
    text.settle();
    expect(given).toEqual(['a\n']);
    pass(1);
    text.settle();
    push('c\n');
    expect(given).toEqual(['a\n', 'b', 'c\n']);
    push('x'.repeat(64 * 1024 + 1));
    expect(given).toHaveLength(4);
  });

  it('ends a line that was not ended', () => {
    const { given, push, text } = setUp();
    push('a\nb');
    text.end();
    expect(given).toEqual(['a\n', 'b', '\n']);
    text.end();
    expect(given).toHaveLength(3);
  });

  it('counts the lines that are left out, with the one that was cut', () => {
    const { given, push, text } = setUp();
    push('a\n');
    text.skip(Buffer.from('b\nc\nd'));
    push('d\ne\n');
    expect(given).toEqual(['a\n', '(3)e\n']);
    text.skip(Buffer.from('f\n'));
    text.end();
    expect(given.at(-1)).toBe('(1)');
  });

  it('leaves out the hole at the start of a file that was emptied', () => {
    const { given, push } = setUp();
    push('\0\0\0a\n');
    expect(given).toEqual(['a\n']);
  });
});
