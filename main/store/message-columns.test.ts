import { expect, test } from 'vitest';
import { putEvent, putFrame } from './fixtures/records.ts';
import {
  EVENT_COLUMNS,
  FRAME_COLUMNS,
  parseEvent,
  parseEventRow,
  parseFrame,
  parseFrameRow,
  toEventValues,
  toFrameValues,
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
