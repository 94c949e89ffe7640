// Renderer store: HMR records → marks on the overview strip.
import type { HmrRecord } from '../../main/model/hmr.ts';

/** Most marks drawn; the latest stay. */
export const MAX_HMR_MARKS = 300;

/** `applied` the page took it, or may still; `reload` it was loaded anew; `error` the build failed, or the page could not take it. */
export type HmrMarkLook = 'applied' | 'reload' | 'error';

export interface HmrMark {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly look: HmrMarkLook;
}

/** What a record is drawn as; undefined where it changes nothing for the page. */
export function hmrMarkLook(record: HmrRecord): HmrMarkLook | undefined {
  switch (record.type) {
    case 'update':
      return record.appliedAt === undefined && record.reason !== undefined && !isUnknown(record) ? 'error' : 'applied';
    case 'full-reload':
      return 'reload';
    case 'error':
      return 'error';
    default:
      return undefined;
  }
}

/** It could not be seen what became of it. */
export function isUnknown({ reason }: HmrRecord): boolean {
  return reason === 'page-left' || reason === 'recording-ended';
}

/** Marks of all records that have one, in order. */
export function toHmrMarks(records: readonly HmrRecord[]): readonly HmrMark[] {
  const marks: HmrMark[] = [];
  for (let i = records.length - 1; i >= 0 && marks.length < MAX_HMR_MARKS; i -= 1) {
    const record = records[i];
    const look = record && hmrMarkLook(record);
    if (record && look) marks.push({ id: record.id, at: record.at, look });
  }
  return marks.reverse();
}
