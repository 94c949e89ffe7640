// Renderer store: records in order of id: where one stands, and how a new state of one gets its place. Called by apply.ts.
import { idNumber } from './id-order.ts';

interface Identified {
  readonly id: string;
}

/** The index of the record with that id; where it would stand, as `-1 - index`, when it is not held. */
export function recordIndex(records: readonly Identified[], id: string): number {
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
export function recordById<T extends Identified>(records: readonly T[], id: string | null | undefined): T | undefined {
  return id === null || id === undefined ? undefined : records[recordIndex(records, id)];
}

/** Puts a record in its place, in the stead of what was known under its id. One older than all held is dropped once records were folded away. */
export function putRecord<T extends Identified>(records: T[], record: T, folded: boolean): void {
  const index = recordIndex(records, record.id);
  if (index >= 0) records[index] = record;
  else if (!folded || index !== -1 || records.length === 0) records.splice(-1 - index, 0, record);
}

/** Takes the oldest away where there are more than `limit`, `step` at least at once. Returns how many went. */
export function foldRecords(records: unknown[], limit: number, step: number): number {
  const surplus = records.length - limit;
  return surplus > 0 ? records.splice(0, Math.max(surplus, step)).length : 0;
}
