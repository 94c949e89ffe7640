import { describe, expect, it } from 'vitest';
import { JSON_ROW_LIMIT, parseJson, toJsonPreview, toJsonRows, type Json } from './json-rows.ts';

const cart: Json = { id: 'c_1', lines: [{ sku: 'MUG', qty: 2 }, {}], 'a/b': null };
const all = { openLevels: 9, toggled: new Set<string>() };

describe('json rows', () => {
  it('lists open containers with a row for their end', () => {
    const rows = toJsonRows(cart, all);
    expect(rows.map((row) => `${'  '.repeat(row.level)}${row.type} ${row.pointer}`)).toEqual([
      'open ',
      '  leaf /id',
      '  open /lines',
      '    open /lines/0',
      '      leaf /lines/0/sku',
      '      leaf /lines/0/qty',
      '    end /lines/0',
      '    leaf /lines/1',
      '  end /lines',
      '  leaf /a~1b',
      'end ',
    ]);
  });

  it('shuts what lies deeper than the open levels, and what was toggled', () => {
    const shallow = toJsonRows(cart, { openLevels: 1, toggled: new Set() });
    expect(shallow.map((row) => row.type)).toEqual(['open', 'leaf', 'shut', 'leaf', 'end']);
    const toggled = toJsonRows(cart, { openLevels: 1, toggled: new Set(['/lines']) });
    expect(toggled.map((row) => row.pointer)).toContain('/lines/0');
    expect(toJsonRows(cart, { openLevels: 1, toggled: new Set(['']) }).map((row) => row.type)).toEqual(['shut']);
  });

  it('puts a comma after all but the last of a container', () => {
    const rows = toJsonRows([1, 2], all);
    expect(rows.map((row) => row.comma)).toEqual([false, true, false, false]);
  });

  it('tells each value its place among its siblings', () => {
    const leaf = toJsonRows(cart, all).find((row) => row.pointer === '/lines/0/qty');
    expect([leaf?.position, leaf?.siblings]).toEqual([2, 2]);
  });

  it('stops at the row limit', () => {
    const long = Array.from({ length: JSON_ROW_LIMIT + 10 }, (_, index) => index);
    expect(toJsonRows(long, all)).toHaveLength(JSON_ROW_LIMIT);
  });

  it('shows a shut container on one line', () => {
    expect(toJsonPreview({ sku: 'MUG', qty: 2, tags: ['a'], none: {} })).toBe(
      '{ "sku": "MUG", "qty": 2, "tags": […], "none": {} }',
    );
    expect(toJsonPreview([1, [2]])).toBe('[ 1, […] ]');
    expect(
      toJsonPreview(
        Array.from({ length: 100 }, () => 1),
        20,
      ),
    ).toMatch(/… \]$/);
  });

  it('tells JSON from other text', () => {
    expect(parseJson('null')).toEqual({ value: null });
    expect(parseJson('{"a":')).toBeUndefined();
  });
});
