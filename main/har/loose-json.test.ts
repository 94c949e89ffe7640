import { expect, it } from 'vitest';
import { asArray, asInstant, asNumber, asRecord, asSize, asText } from './loose-json.ts';

it.each([
  [
    'asRecord',
    asRecord,
    [
      [{ a: 1 }, { a: 1 }],
      [[1], {}],
      [null, {}],
      ['x', {}],
    ],
  ],
  [
    'asArray',
    asArray,
    [
      [[1], [1]],
      [{}, []],
      [null, []],
    ],
  ],
  [
    'asText',
    asText,
    [
      ['a', 'a'],
      [5, '5'],
      [true, 'true'],
      [null, undefined],
      [{}, undefined],
    ],
  ],
  [
    'asNumber',
    asNumber,
    [
      [5, 5],
      ['5.5', 5.5],
      ['', undefined],
      [' ', undefined],
      ['x', undefined],
      [NaN, undefined],
      [null, undefined],
    ],
  ],
  [
    'asSize',
    asSize,
    [
      [5.4, 5],
      [-1, undefined],
      ['7', 7],
    ],
  ],
  [
    'asInstant',
    asInstant,
    [
      ['1970-01-01T00:00:01+00:00', 1000],
      ['never', undefined],
      [null, undefined],
    ],
  ],
] as const)('%s takes what it can use', (_name, read, cases) => {
  for (const [value, expected] of cases) expect(read(value)).toEqual(expected);
});
