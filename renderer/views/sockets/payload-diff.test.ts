import { describe, expect, it } from 'vitest';
import { DIFFERENCE_LIMIT, payloadShape, toDifferences } from './payload-diff.ts';

describe('payload diff', () => {
  it('names what changed, came and went', () => {
    expect(
      toDifferences({ left: 41, gone: 1, deep: { a: [1, 2] } }, { left: 39, deep: { a: [1, 3] }, fresh: null }),
    ).toEqual([
      { type: 'changed', pointer: '/left', before: 41, after: 39 },
      { type: 'removed', pointer: '/gone', before: 1 },
      { type: 'changed', pointer: '/deep/a/1', before: 2, after: 3 },
      { type: 'added', pointer: '/fresh', after: null },
    ]);
  });

  it('finds nothing between equal values and takes another kind of container for a change', () => {
    expect(toDifferences({ a: [1] }, { a: [1] })).toEqual([]);
    expect(toDifferences({ a: [1] }, { a: { 0: 1 } })).toHaveLength(1);
  });

  it('stops at its limit', () => {
    const long = (value: number) => Array.from({ length: 2000 }, () => value);
    expect(toDifferences(long(1), long(2))).toHaveLength(DIFFERENCE_LIMIT);
  });

  it('tells shapes by their type, else by their members', () => {
    expect(payloadShape('{"rev":1,"type":"stock"}')).toBe('type=stock');
    expect(payloadShape('{"a":1,"b":{"type":"x"}}')).toBe('a,b');
    expect(payloadShape('{"a":1,"b":2,"long')).toBe('a,b');
    expect(payloadShape('[1]')).toBeUndefined();
    expect(payloadShape('hello')).toBeUndefined();
  });
});
