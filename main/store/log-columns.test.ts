import { expect, test } from 'vitest';
import { putLog, SPAN_ID, TRACE_ID } from './fixtures/records.ts';
import { LOG_COLUMNS, parseLog, toLogList, toLogValues } from './log-columns.ts';

test('a log record goes into its columns and back', () => {
  for (const changes of [{}, { fields: {} }]) {
    const { record } = putLog(9, 'up', changes);
    const values = toLogValues(record);
    expect(values).toHaveLength(LOG_COLUMNS.length);
    expect(parseLog(values)).toEqual(record);
  }
});

test('a log record tells what it belongs to, how that was found and what it was understood as', () => {
  const { record } = putLog(9, 'up', {
    ...{ traceId: TRACE_ID, spanId: SPAN_ID, requestId: 'r-1', exchangeId: '4', pageId: '2~1' },
    ...{ joinedBy: 'time', confidence: 0.5, format: 'zap', more: 'goroutine 1 [running]:\nmain.main()' },
  });
  const values = toLogValues(record);
  expect(parseLog(values)).toEqual(record);
  expect(values.slice(LOG_COLUMNS.indexOf('trace_id'), LOG_COLUMNS.indexOf('more'))).toEqual([
    ...[TRACE_ID, SPAN_ID, 'r-1', 4, '2~1', 'time', 0.5, 'zap'],
  ]);
});

test('a log record of an earlier session has what that session knew', () => {
  const { record } = putLog(9, 'up', { traceId: TRACE_ID, format: 'zap' });
  const { format: _format, ...third } = record;
  const { traceId: _trace, ...second } = third;
  const read = (version: number) => parseLog(toLogValues(record).slice(0, toLogList(version).split(', ').length));
  expect([read(2), read(3), read(4)]).toEqual([second, third, record]);
});
