import { expect, it } from 'vitest';
import { countOf, fieldOf, idOf, listOf, nanosOf, numberOf, textOf, toMs, toWhole } from './loose-field.ts';

it('finds nothing where a field has another form', () => {
  for (const message of [undefined, null, 'text', 5, {}, { a: {} }, { a: null }, []]) {
    expect(listOf(message, 'a')).toEqual([]);
    expect(textOf(message, 'a')).toBe('');
    expect(countOf(message, 'a')).toBe(0);
    expect(numberOf(message, 'a')).toBeUndefined();
    expect(nanosOf(message, 'a')).toBe(0n);
    expect(idOf(message, 'a', 8)).toBeUndefined();
  }
  expect(fieldOf({}, 'constructor')).toBeUndefined();
});

it('reads ids as bytes and as hex digits of either case', () => {
  const hex = '00ff00ff00ff00ff';
  expect(idOf({ id: hex.toUpperCase() }, 'id', 8)).toBe(hex);
  expect(idOf({ id: Buffer.from(hex, 'hex') }, 'id', 8)).toBe(hex);
  expect(idOf({ id: Buffer.from(`99${hex}99`, 'hex').subarray(1, 9) }, 'id', 8)).toBe(hex);
  for (const id of ['0'.repeat(16), hex.slice(1), `${hex}0`, 'z'.repeat(16), 'AP8A/wD/AP8=', '', new Uint8Array(8)]) {
    expect(idOf({ id }, 'id', 8)).toBeUndefined();
  }
});

it('reads times of 64 bits in every form, to the part of a millisecond', () => {
  const nanos = 1_700_000_000_123_456_789n;
  const long = { low: Number(nanos & 0xffff_ffffn) | 0, high: Number(nanos >> 32n), unsigned: true };
  for (const at of [long, nanos.toString()]) expect(nanosOf({ at }, 'at')).toBe(nanos);
  expect(toMs(nanos)).toBeCloseTo(1_700_000_000_123.457, 2);
  expect(toMs(1_500_000n)).toBe(1.5);
  expect(nanosOf({ at: 1.7e18 }, 'at')).toBe(1_700_000_000_000_000_000n);
  for (const at of ['12x', '1'.repeat(21), Number.NaN, Infinity]) expect(nanosOf({ at }, 'at')).toBe(0n);
  expect(nanosOf({ at: { low: -1, high: -1, unsigned: true } }, 'at')).toBe(2n ** 64n - 1n);
});

it('reads numbers as numbers, texts and Longs', () => {
  expect(numberOf({ n: '1.5e3' }, 'n')).toBe(1_500);
  expect(numberOf({ n: '-Infinity' }, 'n')).toBe(-Infinity);
  expect(numberOf({ n: { low: -2, high: -1, unsigned: false } }, 'n')).toBe(-2);
  expect(numberOf({ n: 'ten' }, 'n')).toBeUndefined();
  expect(countOf({ n: '3' }, 'n')).toBe(3);
  expect(countOf({ n: -3 }, 'n')).toBe(0);
  expect(countOf({ n: 1.5 }, 'n')).toBe(0);
  expect(toWhole('12')).toBe(12);
  expect(toWhole(1.5)).toBeUndefined();
});
