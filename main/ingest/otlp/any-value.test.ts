import { expect, it } from 'vitest';
import {
  ATTRIBUTE_LIMIT,
  DEPTH_LIMIT,
  ITEM_LIMIT,
  TEXT_LIMIT,
  cutText,
  toAttributes,
  toPlainValue,
} from './any-value.ts';

it.each([
  [{ stringValue: 'a' }, 'a'],
  [{ boolValue: false }, false],
  [{ intValue: '9007199254740991' }, 9007199254740991],
  [{ intValue: '9007199254740993' }, '9007199254740993'],
  [{ intValue: { low: -1, high: -1, unsigned: false } }, -1],
  [{ intValue: { low: 5, high: 0, unsigned: false } }, 5],
  [{ intValue: 7 }, 7],
  [{ doubleValue: 0.5 }, 0.5],
  [{ doubleValue: 'NaN' }, 'NaN'],
  [{ bytesValue: 'AQI=' }, 'AQI='],
  [{ bytesValue: new Uint8Array([1, 2]) }, 'AQI='],
  [{ arrayValue: { values: [{ intValue: 1 }, {}] } }, [1, null]],
  [{ arrayValue: {} }, []],
  [{ kvlistValue: { values: [{ key: 'a', value: { boolValue: true } }, 'no pair'] } }, { a: true, '': null }],
  [{}, null],
  [undefined, null],
  ['text', null],
])('reads %j', (value, plain) => {
  expect(toPlainValue(value)).toEqual(plain);
});

it('cuts what is too long, too deep or too much', () => {
  expect(toPlainValue({ stringValue: 'x'.repeat(TEXT_LIMIT + 1) })).toBe(`${'x'.repeat(TEXT_LIMIT)}…`);
  expect(cutText('abc', 2)).toBe('ab…');
  let deep: object = { stringValue: 'bottom' };
  for (let level = 0; level < 5_000; level++) deep = { arrayValue: { values: [deep] } };
  const text = JSON.stringify(toPlainValue(deep));
  expect(text).toBe(`${'['.repeat(DEPTH_LIMIT)}"…"${']'.repeat(DEPTH_LIMIT)}`);
  const many = { arrayValue: { values: Array.from({ length: ITEM_LIMIT + 5 }, () => ({ intValue: 1 })) } };
  const list = toPlainValue(many);
  expect(list).toHaveLength(ITEM_LIMIT);
  expect((list as unknown[]).at(-1)).toBe('…');
  const pairs = Array.from({ length: ITEM_LIMIT + 5 }, (_, at) => ({ key: String(at), value: { intValue: 1 } }));
  expect(toPlainValue({ kvlistValue: { values: pairs } })).toMatchObject({ '…': '…' });
});

it('keeps a bounded number of attributes and counts the rest', () => {
  const list = Array.from({ length: ATTRIBUTE_LIMIT + 3 }, (_, at) => ({ key: `k${at}`, value: { intValue: at } }));
  const { values, lost } = toAttributes([{ key: '' }, 'none', ...list]);
  expect(Object.keys(values)).toHaveLength(ATTRIBUTE_LIMIT);
  expect(lost).toBe(5);
});

it('takes a key that is a name of every object for a key', () => {
  const { values } = toAttributes([{ key: '__proto__', value: { stringValue: 'x' } }]);
  expect(Object.entries(values)).toEqual([['__proto__', 'x']]);
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
});
