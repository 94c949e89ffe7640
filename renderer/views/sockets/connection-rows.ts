// Pure: exchanges that stay open → the rows of the list of connections.
import type { ExchangeRow } from '../../../main/model/exchange.ts';

/** `lost` ended without a good-bye or with an error, `refused` never opened. */
export type ConnectionState = 'opening' | 'open' | 'lost' | 'closed' | 'refused';

export interface ConnectionRow {
  readonly id: string;
  readonly kind: 'websocket' | 'eventsource';
  readonly state: ConnectionState;
  readonly path: string;
  /** Status of a refusal, code of an error. */
  readonly note?: string;
  readonly messages: number;
  /** Bytes received and sent; WebSocket frames count with their headers. */
  readonly sizeBytes: number;
  readonly startedAt: number;
  /** Absent while it is open. */
  readonly endedAt?: number;
}

export function isConnection(row: ExchangeRow): boolean {
  return row.kind === 'websocket' || row.kind === 'eventsource';
}

function toState(row: ExchangeRow): ConnectionState {
  const opened = row.kind === 'websocket' ? row.status === 101 : row.status === 200;
  if (row.state === 'pending') return 'opening';
  if (row.state === 'open' || row.state === 'streaming') return opened || row.status === undefined ? 'open' : 'refused';
  // A page that left before it was answered was not refused.
  if (row.status === undefined && row.error?.by === 'client') return 'closed';
  if (!opened) return 'refused';
  // A reader that leaves is how an event stream ends.
  if (row.state === 'failed' && !(row.kind === 'eventsource' && row.error?.by === 'client')) return 'lost';
  return 'closed';
}

function toNote(row: ExchangeRow, state: ConnectionState): string | undefined {
  if (state === 'refused') return row.status === undefined ? row.error?.code : String(row.status);
  return state === 'lost' || row.status === undefined ? row.error?.code : undefined;
}

function toPath(url: string): string {
  const match = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1];
  return match === undefined || match === '' ? '/' : match;
}

/** One connection as its row. */
export function toConnectionRow(row: ExchangeRow): ConnectionRow {
  const state = toState(row);
  const note = toNote(row, state);
  const ended = state !== 'open' && state !== 'opening';
  return {
    id: row.id,
    kind: row.kind === 'websocket' ? 'websocket' : 'eventsource',
    state,
    path: toPath(row.url),
    ...(note === undefined ? {} : { note }),
    messages: row.messagesIn + row.messagesOut,
    sizeBytes: row.requestBody.sizeBytes + row.responseBody.sizeBytes + row.messageBytes,
    startedAt: row.startedAt,
    ...(ended ? { endedAt: row.startedAt + Math.max(0, row.timings.total) } : {}),
  };
}

export const CONNECTION_CHIPS = ['all', 'open', 'closed', 'sockets', 'streams'] as const;
export type ConnectionChip = (typeof CONNECTION_CHIPS)[number];

/** Whether a chip lets a connection through. */
export function passesChip(row: ConnectionRow, chip: ConnectionChip): boolean {
  const running = row.state === 'open' || row.state === 'opening';
  switch (chip) {
    case 'open':
      return running;
    case 'closed':
      return !running;
    case 'sockets':
      return row.kind === 'websocket';
    case 'streams':
      return row.kind === 'eventsource';
    default:
      return true;
  }
}

/** How many each chip lets through. */
export function countChips(rows: readonly ConnectionRow[]): Readonly<Record<ConnectionChip, number>> {
  const counts = { all: 0, open: 0, closed: 0, sockets: 0, streams: 0 };
  for (const row of rows) {
    for (const chip of CONNECTION_CHIPS) if (passesChip(row, chip)) counts[chip] += 1;
  }
  return counts;
}

/** A line of the lifetimes picture: connections to one path that did not overlap share it. */
export interface Lifeline {
  readonly path: string;
  readonly spans: readonly ConnectionRow[];
}

/** Lines shown at most; the latest ones. */
export const LIFELINE_LIMIT = 8;

/** Connections laid on lines, in order of start; a reconnection follows on its predecessor's line. */
export function toLifelines(rows: readonly ConnectionRow[], now: number): readonly Lifeline[] {
  const lines: { path: string; spans: ConnectionRow[]; freeFrom: number }[] = [];
  for (const row of rows) {
    const path = row.path.split('?')[0] ?? row.path;
    const endsAt = row.endedAt ?? now;
    const line = lines.find((candidate) => candidate.path === path && candidate.freeFrom <= row.startedAt);
    if (line) {
      line.spans.push(row);
      line.freeFrom = endsAt;
    } else lines.push({ path, spans: [row], freeFrom: endsAt });
  }
  return lines
    .sort((left, right) => right.freeFrom - left.freeFrom)
    .slice(0, LIFELINE_LIMIT)
    .map(({ path, spans }) => ({ path, spans }));
}
