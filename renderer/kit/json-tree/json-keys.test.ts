import { describe, expect, it } from 'vitest';
import { jsonMove } from './json-keys.ts';
import { toJsonRows } from './json-rows.ts';

// 0 {  1 a: {  2 b: 1  3 }  4 c: […]  5 }
const rows = toJsonRows({ a: { b: 1 }, c: [1] }, { openLevels: 9, toggled: new Set(['/c']) });

describe('keys in a JSON tree', () => {
  it('moves past the ends of containers', () => {
    expect(rows.map((row) => row.type)).toEqual(['open', 'open', 'leaf', 'end', 'shut', 'end']);
    expect(jsonMove('ArrowDown', rows, 2)).toEqual({ type: 'go', index: 4 });
    expect(jsonMove('ArrowUp', rows, 4)).toEqual({ type: 'go', index: 2 });
    expect(jsonMove('End', rows, 0)).toEqual({ type: 'go', index: 4 });
    expect(jsonMove('ArrowDown', rows, 4)).toEqual({ type: 'none' });
  });

  it('opens and shuts', () => {
    expect(jsonMove('ArrowRight', rows, 4)).toEqual({ type: 'toggle', pointer: '/c' });
    expect(jsonMove('ArrowRight', rows, 1)).toEqual({ type: 'go', index: 2 });
    expect(jsonMove('ArrowLeft', rows, 1)).toEqual({ type: 'toggle', pointer: '/a' });
    expect(jsonMove('ArrowLeft', rows, 2)).toEqual({ type: 'go', index: 1 });
    expect(jsonMove('Enter', rows, 0)).toEqual({ type: 'toggle', pointer: '' });
    expect(jsonMove('Enter', rows, 2)).toEqual({ type: 'none' });
  });
});
