import { expect, it } from 'vitest';
import { asList, asNumber, asObject, asText, asTexts, hasOnly, isHash, parseObject } from './json-value.ts';

it('reads objects and nothing else', () => {
  expect(parseObject(' {"a":1}')).toEqual({ a: 1 });
  expect(['[1]', '"a"', '1', '{', '💓', ''].map(parseObject)).toEqual(Array(6).fill(undefined));
});

it('takes values only for what they are', () => {
  expect([asObject([]), asObject(null), asText(1), asNumber('1'), asNumber(NaN)]).toEqual(Array(5).fill(undefined));
  expect(asList('ab')).toEqual([]);
  expect(asTexts(['a', 1, 'b'])).toEqual(['a', 'b']);
});

it('tells fields and hashes', () => {
  expect(hasOnly({ type: 1 }, ['type', 'data'])).toBe(true);
  expect(hasOnly({ type: 1, extra: 1 }, ['type', 'data'])).toBe(false);
  expect(['75973744c4a62e7459a1', 'e8d3a840c9dcd270', '0', '', 'hello-world', 7].map(isHash)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
