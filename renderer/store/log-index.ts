// Renderer store: where pages of a filtered list of logs begin, so that any row is reached without those before it.
import type { LogFilter, LogIndex } from '../../main/model/protocol.ts';
import { idNumber } from './id-order.ts';
import type { LogRow } from './log-rows.ts';

/** Records of a page. */
export const PAGE_ROWS = 200;

/** Most records listed: beyond it the oldest are left out, as no window can scroll through more. */
export const MAX_LISTED = 1_000_000;

/** How many records are left out at once. */
export const FOLD_LISTED = 100_000;

/** As it was told so far. */
export interface BuiltIndex {
  readonly key: string;
  readonly again: number;
  readonly filter: LogFilter;
  /** The first id of each page. */
  readonly anchors: readonly string[];
  readonly total: number;
  /** The last id that was looked at. */
  readonly lastId: string | undefined;
  /** Pages left out at the head. */
  readonly folded: number;
}

/** An index's first answer. */
export function start(
  { key, again, filter }: Pick<BuiltIndex, 'key' | 'again' | 'filter'>,
  { anchors, total, lastId }: LogIndex,
): BuiltIndex {
  return { key, again, filter, anchors, total, lastId, folded: 0 };
}

/** An index and what came after it. */
export function grow(before: BuiltIndex, found: LogIndex): BuiltIndex {
  return {
    ...before,
    anchors: found.anchors.length === 0 ? before.anchors : [...before.anchors, ...found.anchors],
    total: before.total + found.total,
    lastId: found.lastId ?? before.lastId,
  };
}

/** Pages to leave out at the head, so that the list keeps its bound. */
export function foldedPages({ total, folded }: BuiltIndex): number {
  const surplus = total - folded * PAGE_ROWS - MAX_LISTED;
  if (surplus <= 0) return folded;
  return folded + Math.ceil(Math.max(surplus, FOLD_LISTED) / PAGE_ROWS);
}

/** The page that a record is in, where it is in the list. */
export function pageOf({ anchors }: BuiltIndex, id: string): number {
  const wanted = idNumber(id);
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (idNumber(anchors[middle] ?? '') <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Whether all records of a page are held, as far as they are known of. */
export function isWhole({ total }: BuiltIndex, page: number, held: readonly LogRow[] | undefined): boolean {
  return held !== undefined && held.length >= Math.min(PAGE_ROWS, total - page * PAGE_ROWS);
}

/** Whether an id comes before another; none comes before all. */
export function isBefore(id: string | undefined, other: string | undefined): boolean {
  return other !== undefined && idNumber(id ?? '0') < idNumber(other);
}
