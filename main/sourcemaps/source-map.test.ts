import { describe, expect, it } from 'vitest';
import { parseSourceMap, toSourceMap, tracePosition } from './source-map.ts';

const at = (map: ReturnType<typeof toSourceMap>, line: number, column?: number) => {
  const traced = tracePosition(map, { line, column });
  return traced && [map.sources[traced.sourceIndex], traced.line, traced.column, traced.name];
};

describe('a look-up', () => {
  // Line 1: column 1 → a.ts 1:1, column 10 → a.ts 2:3 "add", column 20 from nowhere. Line 3: column 1 → b.ts 5:1.
  const map = toSourceMap({
    version: 3,
    sources: ['a.ts', 'b.ts'],
    names: ['add'],
    mappings: 'AAAA,SACEA,U;;ACGF',
    ignoreList: [1],
  });

  it.each([
    [1, 1, ['a.ts', 1, 1, undefined]],
    [1, 9, ['a.ts', 1, 1, undefined]],
    [1, 10, ['a.ts', 2, 3, 'add']],
    [1, 19, ['a.ts', 2, 3, 'add']],
    [1, 20, undefined],
    [2, 1, undefined],
    [3, 99, ['b.ts', 5, 1, undefined]],
    [4, 1, undefined],
  ])('of %d:%d', (line, column, expected) => expect(at(map, line, column)).toEqual(expected));

  it('without a column takes the line', () => expect(at(map, 3)).toEqual(['b.ts', 5, 1, undefined]));

  it('knows what to pass over', () => expect([...map.ignored]).toEqual([1]));

  it('is the same whatever was asked before', () => {
    const asked = [1, 5, 10, 15, 19, 10, 1].map((column) => at(map, 1, column)?.[1]);
    expect(asked).toEqual([1, 1, 2, 2, 2, 2, 1]);
  });
});

it('tells a map of lines only', () => {
  const of = (mappings: string) => toSourceMap({ version: 3, sources: ['a'], mappings }).linesOnly;
  expect([of('AAAA;AACA;AACA'), of('AAAA;AACA,C'), of('AAAC'), of('')]).toEqual([true, false, false, false]);
});

describe('an index map', () => {
  const part = (source: string, names: string[], mappings: string) => ({
    version: 3,
    sources: [source],
    sourcesContent: [`// ${source}`],
    names,
    mappings,
    ignoreList: source === 'b.ts' ? [0] : [],
  });
  const map = parseSourceMap(
    JSON.stringify({
      version: 3,
      sections: [
        // Reaches into the second section's place, where it no longer counts.
        { offset: { line: 0, column: 0 }, map: part('a.ts', ['x'], 'AAAAA,oBAAoB;AACA') },
        { offset: { line: 0, column: 10 }, map: part('b.ts', ['y'], 'AAAAA;AACA') },
      ],
    }),
  );

  it.each([
    [1, 1, ['a.ts', 1, 1, 'x']],
    [1, 10, ['a.ts', 1, 1, 'x']],
    [1, 11, ['b.ts', 1, 1, 'y']],
    [1, 40, ['b.ts', 1, 1, 'y']],
    [2, 1, ['b.ts', 2, 1, undefined]],
  ])('at %d:%d', (line, column, expected) => expect(at(map, line, column)).toEqual(expected));

  it('keeps contents and ignored sources with their sources', () => {
    expect([map.sources, map.contents, [...map.ignored]]).toEqual([['a.ts', 'b.ts'], ['// a.ts', '// b.ts'], [1]]);
  });
});
