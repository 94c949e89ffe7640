import { describe, expect, it } from 'vitest';
import { parseQuery, setKey, splitWords, toggleWord } from './query-parse.ts';

describe('splitWords', () => {
  it('parts at white space outside quotes and keeps places', () => {
    expect(splitWords('  a "b c"  path:"x y" ')).toEqual([
      { text: 'a', from: 2 },
      { text: '"b c"', from: 4 },
      { text: 'path:"x y"', from: 11 },
    ]);
    expect(splitWords('')).toEqual([]);
    expect(splitWords('"open end')).toEqual([{ text: '"open end', from: 0 }]);
  });
});

describe('parseQuery', () => {
  it('tells keys, values and negation apart', () => {
    const { tokens, fault } = parseQuery('status:>=400 -Kind:image "free text"');
    expect(fault).toBeUndefined();
    expect(tokens.map(({ key, value, negated }) => [key, value, negated])).toEqual([
      ['status', '>=400', false],
      ['kind', 'image', true],
      ['', 'free text', false],
    ]);
  });

  it('takes addresses for text', () => {
    for (const text of ['http://localhost/x', 'localhost:5173', 'localhost:5173/api', 'ws://x'])
      expect(parseQuery(text).tokens[0]?.key).toBe('');
  });

  it('names the first faulty word, its place and the reason', () => {
    const { fault } = parseQuery('method:post siz:3 status:abc');
    expect(fault).toMatchObject({ from: 12, to: 17, fault: { reason: 'unknown-key', subject: 'siz' } });
    expect(parseQuery('status:abc').fault?.fault?.reason).toBe('not-a-number');
    expect(parseQuery('size:').fault?.fault?.reason).toBe('needs-value');
  });

  it('never throws, whatever is typed', () => {
    for (const text of ['"', '-', ':', '-:', '::', 'a:b:c', '-"', 'status:', '\\'])
      expect(parseQuery(text).text).toBe(text);
  });
});

describe('changing a text', () => {
  it('adds and takes out a word', () => {
    expect(toggleWord('a', 'is:open')).toBe('a is:open');
    expect(toggleWord('a is:open b', 'is:open')).toBe('a b');
  });

  it('sets one key and leaves the rest', () => {
    expect(setKey('kind:image path:a KIND:fetch', 'kind', 'script')).toBe('path:a kind:script');
    expect(setKey('kind:image path:a', 'kind', null)).toBe('path:a');
    expect(setKey('', 'path', 'a b')).toBe('path:"a b"');
  });
});
