import { describe, expect, it } from 'vitest';
import { endOfLabels, parseLabels } from './exposition-labels.ts';

describe('endOfLabels', () => {
  it('goes by the brace that is in no value', () => {
    expect(endOfLabels('a{b="}\\"}"} 1', 1)).toBe(11);
    expect(endOfLabels('a{} 1', 1)).toBe(3);
    expect(endOfLabels('a{b="c', 1)).toBe(-1);
  });
});

describe('parseLabels', () => {
  it('takes a comma at the end, and nothing at all', () => {
    expect(parseLabels('a="1", b="2",')).toEqual({ labels: { a: '1', b: '2' } });
    expect(parseLabels(' ')).toEqual({ labels: {} });
  });

  it('takes names in quotes', () => {
    expect(parseLabels('"http.route"="/a"')).toEqual({ labels: { 'http.route': '/a' } });
    expect(parseLabels('"a.b",c="d"')).toEqual({ labels: { c: 'd' }, name: 'a.b' });
  });

  it('refuses what breaks the rules', () => {
    for (const text of ['a', 'a=1', 'a="1" b="2"', 'a="1",,', '="1"', '"x","y"', 'a="1'])
      expect(parseLabels(text)).toBeUndefined();
  });
});
