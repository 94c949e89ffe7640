import { expect, test } from 'vitest';
import { putEvent, putFrame, putLog, SPAN_ID, TRACE_ID } from './fixtures/records.ts';
import {
  EARLY_LOG_LIST,
  EVENT_COLUMNS,
  FRAME_COLUMNS,
  LOG_COLUMNS,
  parseEvent,
  parseEventRow,
  parseFrame,
  parseFrameRow,
  parseLog,
  toEventValues,
  toFrameValues,
  toLogValues,
} from './message-columns.ts';

test('a frame goes into its columns and back', () => {
  const { record, payload } = putFrame(3, 'bye', {
    opcode: 'close',
    closeCode: 1001,
    closeReason: 'going',
    compressed: true,
  });
  const values = toFrameValues(record, payload);
  expect(values).toHaveLength(FRAME_COLUMNS.length);
  expect(parseFrameRow(values)).toEqual(record);
  expect(parseFrame(values)).toEqual({ ...record, base64: Buffer.from('bye').toString('base64') });
});

test('text frames carry text, and no close code where there is none', () => {
  const { record, payload } = putFrame(3, 'häl');
  const frame = parseFrame(toFrameValues(record, payload));
  expect(frame.text).toBe('häl');
  expect(frame).not.toHaveProperty('base64');
  expect(frame).not.toHaveProperty('closeCode');
});

test('an event goes into its columns and back', () => {
  const event = putEvent(5, 'data');
  const record = { ...event.record, lastEventId: '7', retry: 1_500 };
  const values = toEventValues(record, event.data);
  expect(values).toHaveLength(EVENT_COLUMNS.length);
  expect(parseEventRow(values)).toEqual(record);
  expect(parseEvent(values)).toEqual({ ...record, data: 'data' });
});

test('a log record goes into its columns and back', () => {
  const log = putLog(9, 'up');
  const values = toLogValues(log.record);
  expect(values).toHaveLength(LOG_COLUMNS.length);
  expect(parseLog(values)).toEqual(log.record);
});

test('a log record tells what it belongs to', () => {
  const { record } = putLog(9, 'up', {
    ...{ traceId: TRACE_ID, spanId: SPAN_ID, requestId: 'r-1', exchangeId: '4', pageId: '2~1' },
  });
  const values = toLogValues(record);
  expect(parseLog(values)).toEqual(record);
  expect(values.slice(LOG_COLUMNS.indexOf('trace_id'))).toEqual([TRACE_ID, SPAN_ID, 'r-1', 4, '2~1']);
});

test('a log record of an early session has none of it', () => {
  const { record } = putLog(9, 'up', { traceId: TRACE_ID });
  const { traceId: _trace, ...early } = record;
  expect(parseLog(toLogValues(record).slice(0, EARLY_LOG_LIST.split(', ').length))).toEqual(early);
});
