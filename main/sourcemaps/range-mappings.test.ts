import { describe, expect, test } from 'vitest';
import { parseSourceMap, tracePosition } from './source-map.ts';

const toMap = (mappings: string, rangeMappings: unknown) =>
  parseSourceMap(JSON.stringify({ version: 3, names: ['n'], sources: ['a.js'], mappings, rangeMappings }));

/** Original line and column of generated ones, all from 1. */
const trace = (map: ReturnType<typeof toMap>, ...positions: readonly (readonly [line: number, column: number])[]) =>
  positions.map(([line, column]) => {
    const found = tracePosition(map, { line, column });
    return found && [found.line, found.column];
  });

describe('a range', () => {
  test('holds for every column up to the next mapping', () => {
    // (1,2) → (1,1) as a range, (1,6) → (1,11) as a plain mapping.
    const map = toMap('CAAA,IAAU', 'B');
    expect(trace(map, [1, 1], [1, 2], [1, 4], [1, 6], [1, 9])).toEqual([undefined, [1, 1], [1, 3], [1, 11], [1, 11]]);
  });

  test('goes on over the ends of lines, a plain mapping does not', () => {
    const map = toMap('CAAA;;GACG', 'B');
    expect(trace(map, [2, 3], [3, 2], [3, 5])).toEqual([
      [2, 3],
      [3, 2],
      [2, 4],
    ]);
    expect(trace(toMap('CAAA;;GACG', ''), [2, 3], [3, 2])).toEqual([undefined, undefined]);
  });

  test('has its name at its first column alone', () => {
    const map = toMap('AAAAA', 'B');
    const names = [1, 2].map((column) => tracePosition(map, { line: 1, column })?.name);
    expect(names).toEqual(['n', undefined]);
  });

  test('keeps its meaning in a section of an index map', () => {
    const map = { version: 3, names: [], sources: ['a.js'], mappings: 'AAAA', rangeMappings: 'B' };
    const sections = [{ offset: { line: 1, column: 2 }, map }];
    const joined = parseSourceMap(JSON.stringify({ version: 3, sections }));
    expect(trace(joined, [2, 3], [2, 7], [3, 2])).toEqual([
      [1, 1],
      [1, 5],
      [2, 2],
    ]);
  });
});

test.each([
  ['no text', 3, 'rangeMappings'],
  ['a list', ['B'], 'rangeMappings'],
  ['another character', 'B%', '"%"'],
  ['an offset of nothing', 'A', 'offset of 0'],
  ['a number that is cut off', 'g', 'cut off'],
  ['too large a number', 'gggggggB', '31 bits'],
  ['more than the line has', 'C', 'line 1'],
  ['more lines than there are', 'B;B', 'line 2'],
])('%s is refused', (_name, ranges, said) => {
  expect(() => toMap('AAAA', ranges)).toThrow(said);
});
