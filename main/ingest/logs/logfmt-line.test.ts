import { expect, test } from 'vitest';
import { parseLogfmtLine, readPairs, splitPairs } from './logfmt-line.ts';

test('logrus, slog and others tell a time, a level, a message and fields', () => {
  const time = '2026-11-21T17:53:17.5Z';
  expect(parseLogfmtLine(`time="${time}" level=info msg="order \\"7\\"" n=3`)).toMatchObject({
    ...{ format: 'logrus', level: 'info', message: 'order "7"', fields: { n: '3' } },
    time: { at: Date.UTC(2026, 10, 21, 17, 53, 17, 500) },
  });
  expect(parseLogfmtLine(`time=${time} level=INFO msg=hello`)).toMatchObject({ format: 'slog', message: 'hello' });
  expect(parseLogfmtLine('level=warn msg=slow took=3ms empty=')).toMatchObject({
    format: 'logfmt',
    fields: { took: '3ms', empty: '' },
  });
});

test.each(['a=1 b=2', 'PATH=/bin some text', 'level=info and more words', 'x', '=', 'a="open'])(
  '%s is none',
  (text) => {
    expect(parseLogfmtLine(text)).toBeUndefined();
  },
);

test('pairs are read to the end or not at all', () => {
  expect(readPairs('a=1 b="x\\ty"', 0)).toEqual({ a: '1', b: 'x\ty' });
  expect(readPairs('a=1 rest', 0)).toBeUndefined();
  expect(readPairs('__proto__=1', 0)).toBeUndefined();
});

test('pairs at the end of a message are its fields', () => {
  expect(splitPairs('order placed   n=3 user="ann b"')).toEqual({
    message: 'order placed',
    fields: { n: '3', user: 'ann b' },
  });
  expect(splitPairs('1 + 1 = 2')).toEqual({ message: '1 + 1 = 2' });
});
