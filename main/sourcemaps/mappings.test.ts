import { describe, expect, it } from 'vitest';
import { decodeMappings } from './mappings.ts';

const bounds = { sources: 2, names: 2 };
const decode = (text: string) => decodeMappings(text, bounds);

describe('mappings', () => {
  it.each([
    ['', [[]]],
    [';;', [[], [], []]],
    ['A', [[[0]]]],
    ['AAAA', [[[0, 0, 0, 0]]]],
    ['AAAAC', [[[0, 0, 0, 0, 1]]]],
    ['AAAA,CACDA;CCDD', null],
    [
      'AAAA,CACC;CCDD',
      [
        [
          [0, 0, 0, 0],
          [1, 0, 1, 1],
        ],
        [[1, 1, 0, 0]],
      ],
    ],
    // Columns may come in any order as long as none is negative; a look-up needs them sorted.
    [
      'EAAA,DAAC',
      [
        [
          [1, 0, 0, 1],
          [2, 0, 0, 0],
        ],
      ],
    ],
    // Leading zeros as continuation, and the largest number there is.
    ['ggggggA', [[[0]]]],
    ['+/////D', [[[2 ** 31 - 1]]]],
  ])('%s', (text, lines) => {
    if (lines === null) expect(() => decode(text)).toThrow('negative original column');
    else expect(decode(text)).toEqual(lines);
  });

  it.each([
    ['A!', 'the character "!" at character 2'],
    ['A=', 'the character "="'],
    ['Aé', 'the character "é"'],
    ['g', 'a number that is cut off'],
    ['g;A', 'a number that is cut off'],
    [',', 'without fields'],
    ['A,', 'without fields'],
    ['A,,A', 'without fields'],
    ['AA', 'two fields'],
    ['AAA', 'three fields'],
    ['AAAAAA', 'more than five'],
    ['D', 'a negative generated column'],
    ['B', 'a negative generated column'],
    ['AEAA', 'a source index of 2, above 1'],
    ['ADAA', 'a negative source index'],
    ['AADA', 'a negative original line'],
    ['AAAD', 'a negative original column'],
    ['AAAAE', 'a name index of 2, above 1'],
    ['ggggggE', 'more than 32 bits'],
    ['gggggggC', 'more than 32 bits'],
    ['+/////D,C', 'above 2147483647'],
  ])('refuses %s: %s', (text, reason) => {
    expect(() => decode(text)).toThrow(reason);
    expect(() => decode(text)).toThrow(expect.objectContaining({ code: 'map-invalid' }));
  });
});
