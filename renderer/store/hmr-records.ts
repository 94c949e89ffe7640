// Renderer store: HMR records in order of id: where one stands, and how a new state of one gets its place. Called by apply.ts.
import type { HmrRecord } from '../../main/model/hmr.ts';
import { idNumber } from './id-order.ts';

/** The index of the record with that id; where it would stand, as `-1 - index`, when it is not held. */
export function hmrIndex(records: readonly HmrRecord[], id: string): number {
  const wanted = idNumber(id);
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (idNumber(records[middle]?.id ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return records[low]?.id === id ? low : -1 - low;
}

/** The record with that id, where it is held. */
export function hmrById(records: readonly HmrRecord[], id: string | null | undefined): HmrRecord | undefined {
  return id === null || id === undefined ? undefined : records[hmrIndex(records, id)];
}

/** Puts a record in its place, in the stead of what was known under its id. One older than all held is dropped once records were folded away. */
export function putHmr(records: HmrRecord[], record: HmrRecord, folded: boolean): void {
  const index = hmrIndex(records, record.id);
  if (index >= 0) records[index] = record;
  else if (!folded || index !== -1 || records.length === 0) records.splice(-1 - index, 0, record);
}

/** The latest instant that a record tells of, in milliseconds since the Unix epoch. */
export function hmrLatest(record: HmrRecord): number {
  return Math.max(record.at, record.appliedAt ?? 0, record.reloadedAt ?? 0);
}

/** Records that end what went before on their connection: an error stands until one of the others. */
const OUTCOMES: ReadonlySet<string> = new Set(['error', 'update', 'full-reload', 'built']);

/** The error that the latest build of some dev server left standing; undefined where all builds are well. */
export function standingError(records: readonly HmrRecord[]): HmrRecord | undefined {
  const known = new Set<string>();
  for (let i = records.length - 1; i >= 0; i -= 1) {
    const record = records[i];
    if (!record || !OUTCOMES.has(record.type) || known.has(record.dialect)) continue;
    if (record.type === 'error' && record.recoveredBy === undefined) return record;
    known.add(record.dialect);
  }
  return undefined;
}
