import { expect, test } from 'vitest';
import type { Value } from './connection.ts';
import { putAction, putError, putPage, SPAN_ID, TRACE_ID } from './fixtures/records.ts';
import {
  ACTION_COLUMNS,
  ERROR_COLUMNS,
  PAGE_COLUMNS,
  parseAction,
  parseError,
  parsePage,
  toActionValues,
  toErrorValues,
  toPageValues,
  toReference,
} from './page-columns.ts';

const named = (columns: readonly string[], values: readonly Value[]) => {
  expect(values).toHaveLength(columns.length);
  return Object.fromEntries(columns.map((column, index) => [column, values[index]]));
};

test('an error comes back as it was, and a shell reads what it was', () => {
  const { record } = putError(3, { traceId: TRACE_ID, exchangeId: '7', count: 2 });
  const row = named(ERROR_COLUMNS, toErrorValues(record));
  expect(parseError([row['record']])).toEqual(record);
  expect(row).toMatchObject({ id: 3, at: record.at, name: 'TypeError', count: 2, page: '1', exchange: 7 });
  expect(row['trace_id']).toBe(TRACE_ID);
  const { pageId: _page, ...bare } = putError(4).record;
  expect(named(ERROR_COLUMNS, toErrorValues(bare))).toMatchObject({ page: null, exchange: null, trace_id: null });
});

test('a page comes back as it was, also one whose id is no number', () => {
  const { record } = putPage('7~2');
  const row = named(PAGE_COLUMNS, toPageValues(record));
  expect(parsePage([row['record']])).toEqual(record);
  expect(row).toMatchObject({ id: '7~2', url: record.url, title: 'Shöp', exchange: 1, left_at: record.leftAt });
});

test('an action comes back as it was, with its trace', () => {
  const { record } = putAction(5);
  const row = named(ACTION_COLUMNS, toActionValues(record));
  expect(parseAction([row['record']])).toEqual(record);
  expect(row).toMatchObject({ id: 5, action: 'click', label: record.label, trace_id: TRACE_ID, span_id: SPAN_ID });
});

test('an exchange that is not known has no number', () => {
  expect([toReference('12'), toReference(undefined)]).toEqual([12, null]);
});
