// Store: frames and events as columns and back.
import type { EventRow, Frame, FrameRow, ServerSentEvent } from '../model/message.ts';
import type { Row, Value } from './connection.ts';

export const FRAME_COLUMNS = [
  'id',
  'exchange',
  'at',
  'direction',
  'opcode',
  'size',
  'wire_size',
  'compressed',
  'truncated',
  'close_code',
  'close_reason',
  'preview',
  'payload',
] as const;

export const EVENT_COLUMNS = [
  'id',
  'exchange',
  'at',
  'event',
  'size',
  'last_event_id',
  'retry',
  'truncated',
  'preview',
  'data',
] as const;

/** Text that may hold NUL is read as bytes: the driver ends a text there. */
const FREE_TEXT = new Set(['preview', 'data', 'message', 'event', 'close_reason', 'request_id', 'more']);

/** The select list of some columns. */
export function toSelectList(columns: readonly string[]): string {
  return columns.map((column) => (FREE_TEXT.has(column) ? `CAST(${column} AS BLOB)` : column)).join(', ');
}

/** Columns of a frame's row, without its payload. */
export const FRAME_ROW_LIST = toSelectList(FRAME_COLUMNS.slice(0, -1));
export const FRAME_LIST = toSelectList(FRAME_COLUMNS);
/** Columns of an event's row, without its data. */
export const EVENT_ROW_LIST = toSelectList(EVENT_COLUMNS.slice(0, -1));
export const EVENT_LIST = toSelectList(EVENT_COLUMNS);

export function toFrameValues(frame: FrameRow, payload: Uint8Array): Value[] {
  return [
    Number(frame.id),
    Number(frame.exchangeId),
    frame.at,
    frame.direction,
    frame.opcode,
    frame.sizeBytes,
    frame.wireBytes,
    Number(frame.compressed),
    Number(frame.truncated),
    frame.closeCode ?? null,
    frame.closeReason ?? null,
    frame.preview,
    payload,
  ];
}

export function parseFrameRow(row: Row): FrameRow {
  return {
    id: String(row[0]),
    exchangeId: String(row[1]),
    at: row[2] as number,
    direction: row[3] as FrameRow['direction'],
    opcode: row[4] as FrameRow['opcode'],
    sizeBytes: row[5] as number,
    wireBytes: row[6] as number,
    compressed: row[7] === 1,
    preview: parseText(row[11]),
    truncated: row[8] === 1,
    ...(row[9] === null ? undefined : { closeCode: row[9] as number }),
    ...(row[10] === null ? undefined : { closeReason: parseText(row[10]) }),
  };
}

export function parseFrame(row: Row): Frame {
  const frame = parseFrameRow(row);
  const payload = row[12] as Buffer;
  return frame.opcode === 'text'
    ? { ...frame, text: payload.toString('utf8') }
    : { ...frame, base64: payload.toString('base64') };
}

export function toEventValues(event: EventRow, data: string): Value[] {
  return [
    Number(event.id),
    Number(event.exchangeId),
    event.at,
    event.event,
    event.sizeBytes,
    event.lastEventId ?? null,
    event.retry ?? null,
    Number(event.truncated),
    event.preview,
    data,
  ];
}

export function parseEventRow(row: Row): EventRow {
  return {
    id: String(row[0]),
    exchangeId: String(row[1]),
    at: row[2] as number,
    event: parseText(row[3]),
    preview: parseText(row[8]),
    sizeBytes: row[4] as number,
    ...(row[5] === null ? undefined : { lastEventId: row[5] as string }),
    ...(row[6] === null ? undefined : { retry: row[6] as number }),
    truncated: row[7] === 1,
  };
}

export function parseEvent(row: Row): ServerSentEvent {
  return { ...parseEventRow(row), data: parseText(row[9]) };
}

/** A column that was read as `toSelectList` says. */
export function parseText(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}
