// Pure: the list of traces as a reader has it: what is shown stays in its place, and newer ones wait until they are wanted.
import type { TraceRow } from '../../../main/model/protocol.ts';

/** Traces asked for at once. */
export const TRACE_PAGE = 200;
/** Traces listed at most; beyond it the oldest go. */
export const MAX_TRACES = 5_000;

export interface TraceList {
  /** The latest first. */
  readonly rows: readonly TraceRow[];
  /** Newer than all rows, waiting. */
  readonly fresh: readonly TraceRow[];
  /** There are older ones that were not asked for. */
  readonly more: boolean;
  /** All there are. */
  readonly total: number;
}

export const NO_TRACES: TraceList = { rows: [], fresh: [], more: false, total: 0 };

/** Takes the latest page. Rows take new figures where they stand; new ones come in only where the reader follows. */
export function takeLatest(
  list: TraceList,
  page: { readonly rows: readonly TraceRow[]; readonly total: number },
  follow: boolean,
): TraceList {
  const latest = new Map(page.rows.map((row) => [row.traceId, row]));
  const known = new Set(list.rows.map(({ traceId }) => traceId));
  const total = Math.max(page.total, list.rows.length);
  const meets = page.rows.some(({ traceId }) => known.has(traceId));
  if (list.rows.length === 0 || (follow && !meets))
    return { rows: page.rows, fresh: [], more: page.rows.length < page.total, total };
  const rows = list.rows.map((row) => latest.get(row.traceId) ?? row);
  const fresh = page.rows.filter(({ traceId }) => !known.has(traceId));
  const more = rows.length < MAX_TRACES && (list.more || rows.length + fresh.length < page.total);
  const next = { rows, fresh, more, total };
  return follow ? takeFresh(next) : next;
}

/** Lets in those that wait. */
export function takeFresh(list: TraceList): TraceList {
  if (list.fresh.length === 0) return list;
  const all = [...list.fresh, ...list.rows].sort((a, b) => b.startedAt - a.startedAt);
  return { ...list, rows: all.slice(0, MAX_TRACES), fresh: [] };
}

/** Takes a page of older ones. */
export function takeOlder(list: TraceList, page: { readonly rows: readonly TraceRow[] }): TraceList {
  const known = new Set([...list.rows, ...list.fresh].map(({ traceId }) => traceId));
  const rows = [...list.rows, ...page.rows.filter(({ traceId }) => !known.has(traceId))].slice(0, MAX_TRACES);
  return { ...list, rows, more: page.rows.length === TRACE_PAGE && rows.length < MAX_TRACES };
}
