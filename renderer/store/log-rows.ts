// Renderer store: rows of the Logs list, which stand in for records that are on their way.
import type { LogRecord } from '../../main/model/log.ts';
import { recordIndex } from './record-list.ts';

/** A row of the list; without `record` it stands in for one that was asked for. */
export interface LogRow {
  readonly id: string;
  readonly record?: LogRecord;
}

/** What the ids of stand-ins begin with; their place follows. */
export const STAND_IN = 'at-';

/** Whether an id is a stand-in's. */
export function isStandIn(id: string): boolean {
  return id.startsWith(STAND_IN);
}

/** Where a row stands among others in order of id; -1 where it is not among them. */
export function placeIn(rows: readonly LogRow[], id: string): number {
  return Math.max(-1, recordIndex(rows, id));
}

/** Rows of these records; of `known` ones those that say the same stay the same, so that nothing is painted again. */
export function toRows(records: readonly LogRecord[], known: readonly LogRow[] = []): readonly LogRow[] {
  return records.map((record) => {
    const held = known[placeIn(known, record.id)];
    return held?.record && saysTheSame(held.record, record) ? held : { id: record.id, record };
  });
}

/** What may become known of a record later: what it belongs to. */
function saysTheSame(a: LogRecord, b: LogRecord): boolean {
  return a.exchangeId === b.exchangeId && a.traceId === b.traceId && a.joinedBy === b.joinedBy && a.pageId === b.pageId;
}

/** Whether a record belongs to the same request or trace as another. */
export function isRelated(record: LogRecord, other: LogRecord | undefined): boolean {
  if (!other || record.id === other.id) return false;
  if (other.traceId !== undefined && record.traceId !== undefined) return record.traceId === other.traceId;
  return other.exchangeId !== undefined && record.exchangeId === other.exchangeId;
}
