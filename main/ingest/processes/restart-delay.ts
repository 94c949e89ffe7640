// Ingest: how long to wait before a process that ended by itself is started again.

/** The first wait. */
const FIRST_MS = 1_000;
/** The longest. */
const LONGEST_MS = 30_000;
/** A process that ran so long has come up well: the next wait is the first again. */
const STEADY_MS = 30_000;

/** The next wait after one of `lastMs` (0: there was none), for a process that ran for `ranMs`. */
export function nextDelay(lastMs: number, ranMs: number): number {
  if (lastMs === 0 || ranMs >= STEADY_MS) return FIRST_MS;
  return Math.min(lastMs * 2, LONGEST_MS);
}
