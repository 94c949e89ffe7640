import { expect, test } from 'vitest';
import {
  isObject,
  parseJson,
  toAmount,
  toCount,
  toFilledText,
  toFinite,
  toHexId,
  toText,
  toTexts,
  withoutAbsent,
} from './loose-value.ts';

test('what is wanted is taken, cut to its bound; anything else is absent', () => {
  expect([toText('abc', 2), toText('', 2), toText(1, 2)]).toEqual(['ab', '', undefined]);
  expect([toFilledText('abc', 2), toFilledText('', 2)]).toEqual(['ab', undefined]);
  expect(toTexts(['a', 1, 'bcd', 'e'], 3, 2)).toEqual(['a', 'bc']);
  expect([toTexts([], 3, 2), toTexts('a', 3, 2)]).toEqual([undefined, undefined]);
  expect([toFinite(-1), toFinite(NaN), toFinite('1')]).toEqual([-1, undefined, undefined]);
  expect([toAmount(0.5), toAmount(-1), toAmount(Infinity)]).toEqual([0.5, undefined, undefined]);
  expect([toCount(2.9), toCount(1e300), toCount(-1)]).toEqual([2, Number.MAX_SAFE_INTEGER, undefined]);
});

test('ids are lower-case hex digits that are not all zero', () => {
  expect(['00ab', '00AB', '0000', '0ab', 'xyzw', 5].map((value) => toHexId(value, 4))).toEqual([
    '00ab',
    ...Array.from({ length: 5 }, () => undefined),
  ]);
});

test('JSON is told from what is none, also from a null', () => {
  expect(parseJson(Buffer.from('null'))).toEqual({ value: null });
  expect(parseJson(Buffer.from('{'))).toBeUndefined();
  expect([isObject({}), isObject([]), isObject(null)]).toEqual([true, false, false]);
});

test('absent parts leave no key', () => {
  expect(Object.keys(withoutAbsent({ a: 1, b: undefined, c: null }))).toEqual(['a', 'c']);
});
