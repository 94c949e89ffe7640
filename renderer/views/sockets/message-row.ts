// Pure: WebSocket frames and server-sent events under one roof; the frame inspector shows both.
import type { Direction, EventRow, FrameRow } from '../../../main/model/message.ts';

export type MessageRow = FrameRow | EventRow;

export function isFrame(row: MessageRow): row is FrameRow {
  return 'opcode' in row;
}

/** Server-sent events only come in. */
export function directionOf(row: MessageRow): Direction {
  return isFrame(row) ? row.direction : 'in';
}

/** The opcode of a frame, the name of an event. */
export function labelOf(row: MessageRow): string {
  return isFrame(row) ? row.opcode : row.event;
}

/** A ping or a pong. */
export function isHeartbeat(row: MessageRow): boolean {
  return isFrame(row) && (row.opcode === 'ping' || row.opcode === 'pong');
}

/** What a row shows as data: the payload's head, for a close frame its code and reason. */
export function dataOf(row: MessageRow): string {
  if (!isFrame(row) || row.opcode !== 'close') return row.preview;
  return [row.closeCode, row.closeReason].filter((part) => part !== undefined && part !== '').join(' ');
}
