import { expect, test } from 'vitest';
import { MAX_SERVER_TIMINGS, parseServerTimings, SERVER_TIMING_CHARACTERS } from './server-timing.ts';

const read = (...lines: string[]) => parseServerTimings(lines.map((line) => ['server-timing', line] as const));

test.each([
  ['db;dur=53.2;desc="read, ""', [{ name: 'db', durationMs: 53.2, description: 'read, ' }]],
  [
    'db; dur = 53 ; desc = "a \\"b\\" \\\\", cache',
    [{ name: 'db', durationMs: 53, description: 'a "b" \\' }, { name: 'cache' }],
  ],
  ['miss', [{ name: 'miss' }]],
  [
    'a;desc=word;dur=0, b;DUR=1e1',
    [
      { name: 'a', durationMs: 0, description: 'word' },
      { name: 'b', durationMs: 10 },
    ],
  ],
  ['a;dur=1;dur=2;desc="first";desc="second"', [{ name: 'a', durationMs: 1, description: 'first' }]],
  ['a;dur=-1, b;dur=abc, c;dur=, d;dur=1e999', [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]],
  ['a;desc="open, b;dur=2', [{ name: 'a', description: 'open, b;dur=2' }]],
  ['"a";dur=1, b c;dur=1, =;dur=2,,', []],
  ['a;;x;dur=3;=4', [{ name: 'a', durationMs: 3 }]],
  ['', []],
])('%s', (line, metrics) => {
  expect(read(line)).toEqual(metrics);
});

test('several lines and trailers make one list', () => {
  const head = [
    ['Server-Timing', 'a;dur=1, b'],
    ['X', 'a'],
    ['server-timing', 'c'],
  ] as const;
  expect(parseServerTimings(head, [['Server-Timing', 'total;dur=9']]).map(({ name }) => name)).toEqual([
    ...['a', 'b', 'c', 'total'],
  ]);
});

test('only so many are read, and only so much of each', () => {
  expect(read(Array.from({ length: MAX_SERVER_TIMINGS + 1 }, (_, i) => `m${i}`).join())).toHaveLength(
    MAX_SERVER_TIMINGS,
  );
  const [long] = read(`${'n'.repeat(300)};desc=${'d'.repeat(300)}`);
  expect([long?.name.length, long?.description?.length]).toEqual([SERVER_TIMING_CHARACTERS, SERVER_TIMING_CHARACTERS]);
});

test('long lines of quotes take no long time', () => {
  expect(read(`a;desc=${'"\\'.repeat(30_000)}`)).toHaveLength(1);
});
