// Renderer view: which span of time the rows in sight ask of the waterfall.
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { isRunning, isSocket } from '../../store/session-state.ts';
import type { Span } from '../../store/strip.ts';

/** A row may stretch the axis to this many times the span of all starts, so that one slow answer does not flatten the rest. */
const STRETCH = 4;

/** What the span of starts counts for at least, in milliseconds. */
const LEAST_MS = 500;

/** From the earliest start in sight to the latest end; undefined where no row is in sight. */
export function neededSpan(
  rowAt: (index: number) => ExchangeRow | undefined,
  first: number,
  last: number,
): Span | undefined {
  let from = Infinity;
  let latestStart = -Infinity;
  let latestEnd = -Infinity;
  for (let index = first; index <= last; index += 1) {
    const row = rowAt(index);
    if (!row) continue;
    from = Math.min(from, row.startedAt);
    latestStart = Math.max(latestStart, row.startedAt);
    if (!isRunning(row) && !isSocket(row))
      latestEnd = Math.max(latestEnd, row.startedAt + Math.max(row.timings.total, 0));
  }
  if (from === Infinity) return undefined;
  const limit = latestStart + Math.max(latestStart - from, LEAST_MS) * STRETCH;
  return { from, to: Math.max(latestStart + 1, Math.min(latestEnd, limit)) };
}
