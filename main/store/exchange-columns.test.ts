import { expect, test } from 'vitest';
import { toExchangeRow } from '../model/exchange-row.ts';
import {
  EXCHANGE_COLUMNS,
  parseExchange,
  parseExchangeRow,
  toExchangeValues,
  WHOLE_EXCHANGE_LIST,
} from './exchange-columns.ts';
import { sampleExchange, TRACE_ID, TRACED } from './fixtures/records.ts';

const exchange = sampleExchange(12, {
  error: { code: 'ECONNRESET', phase: 'wait', message: 'Gone.', by: 'upstream' },
  marks: [1.5],
  close: { code: 1000, by: 'client' },
  ...TRACED,
});
const column = (name: (typeof EXCHANGE_COLUMNS)[number]) => toExchangeValues(exchange)[EXCHANGE_COLUMNS.indexOf(name)];

test('an exchange goes into its columns and back without loss', () => {
  expect(
    parseExchange(WHOLE_EXCHANGE_LIST.split(', ').map((name) => column(name as (typeof EXCHANGE_COLUMNS)[number]))),
  ).toEqual(exchange);
  expect(parseExchangeRow([column('summary')])).toEqual(toExchangeRow(exchange));
});

test('each value has its column, and those asked for most can be read in a shell', () => {
  expect(toExchangeValues(exchange)).toHaveLength(EXCHANGE_COLUMNS.length);
  expect(column('id')).toBe(12);
  expect(column('started_at')).toBe(exchange.startedAt);
  expect(column('method')).toBe('GET');
  expect(column('status')).toBe(200);
  expect(column('response_size')).toBe(5);
  expect(column('total_ms')).toBe(25.375);
  expect(column('dns_ms')).toBe(-1);
  expect([column('trace_id'), column('page')]).toEqual([TRACE_ID, '1']);
  expect(JSON.parse(column('request_headers') as string)).toEqual(exchange.requestHeaders);
  expect(JSON.parse(column('connection') as string)).toEqual(exchange.connection);
  expect(JSON.parse(column('error') as string)).toMatchObject({ code: 'ECONNRESET' });
});

test('the two texts share nothing, so that each byte is kept once', () => {
  const keys = (name: 'summary' | 'detail') => Object.keys(JSON.parse(column(name) as string) as object);
  expect(keys('summary').filter((key) => keys('detail').includes(key))).toEqual([]);
});
