import { describe, expect, it } from 'vitest';
import { headerValue, headerValues, parseHeaderBlock, toHeaderBlock } from './headers.ts';

describe('a header block', () => {
  it('stands for the list in wire order, names in their case, duplicates and empty values kept', () => {
    const raw = ['Host', 'shop.test', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2', 'X-Empty', ''];
    expect(parseHeaderBlock(toHeaderBlock(raw))).toEqual([
      ['Host', 'shop.test'],
      ['Set-Cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['X-Empty', ''],
    ]);
  });

  it('is empty for no fields', () => {
    expect(toHeaderBlock([])).toBe('');
    expect(parseHeaderBlock('')).toEqual([]);
  });
});

describe('a field', () => {
  const headers = parseHeaderBlock(toHeaderBlock(['Vary', 'Accept', 'vary', 'Origin']));

  it('is found whatever the case of its name', () => {
    expect(headerValue(headers, 'VARY')).toBe('Accept');
    expect(headerValues(headers, 'Vary')).toEqual(['Accept', 'Origin']);
  });

  it('is undefined or empty when it is absent', () => {
    expect(headerValue(headers, 'Host')).toBeUndefined();
    expect(headerValues(headers, 'Host')).toEqual([]);
  });
});
