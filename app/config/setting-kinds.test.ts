import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { address, pattern, settings, wholeNumber } from './setting-kinds.ts';

const accepts = (schema: v.GenericSchema, value: unknown): boolean => v.safeParse(schema, value).success;

describe('the kinds of settings', () => {
  it('hold numbers to their range and to whole ones', () => {
    const port = wholeNumber(1, 3, 'a port');
    expect([0, 1, 3, 4, 1.5, '1', NaN].map((value) => accepts(port, value))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('let no field pass that is not known', () => {
    const both = settings({ a: v.exactOptional(v.number()) });
    expect([{}, { a: 1 }, { b: 1 }, 'a'].map((value) => accepts(both, value))).toEqual([true, true, false, false]);
  });

  it('make addresses of what is typed, and say why one is none', () => {
    const upper = address((typed) => {
      if (typed === 'bad') throw new Error('It is bad.');
      return typed.toUpperCase();
    });
    expect(v.parse(upper, 'a')).toBe('A');
    expect(v.safeParse(upper, 'bad').issues?.[0].message).toBe('an address (It is bad.)');
  });

  it('take only patterns that can be run', () => {
    expect(['^a+$', '(', ''].map((value) => accepts(pattern, value))).toEqual([true, false, false]);
  });
});
