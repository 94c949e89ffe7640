import { expect, test } from 'vitest';
import { putHmr } from './fixtures/records.ts';
import { HMR_COLUMNS, parseHmr, toHmrValues } from './hmr-columns.ts';

test('a record comes back as it was', () => {
  const { record } = putHmr(3, { error: { message: 'no', line: 1, column: 2 }, durationMs: 4.5, reason: 'html' });
  const values = toHmrValues(record);
  expect(values).toHaveLength(HMR_COLUMNS.length);
  expect(parseHmr([values.at(-1)])).toEqual(record);
});

test('what one asks for in the SQLite shell has a column', () => {
  const { record } = putHmr(3, { durationMs: 4.5, reason: 'html' });
  const row = Object.fromEntries<unknown>(
    toHmrValues(record).map((value, index) => [String(HMR_COLUMNS[index]), value]),
  );
  expect(row).toMatchObject({ id: 3, dialect: 'vite', type: 'update', exchange: 2, duration_ms: 4.5, reason: 'html' });
  expect(toHmrValues(putHmr(4).record).slice(5, 7)).toEqual([null, null]);
});
