// View: the session's figures, kept up to date from the journal of changed rows, at most four times a second.
import { useCallback, useMemo, useState } from 'react';
import { useThrottled } from '../../kit/throttle.ts';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { isOfPage } from '../../store/row-selection.ts';
import { shownSpan } from '../../store/selectors.ts';
import { lowerBoundBy } from './lower-bound.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import { useView } from '../../store/view-store.ts';
import { TrafficStats, type TimeRange } from './traffic-stats.ts';

/** Figures are read at most this often, in milliseconds. */
export const PERIOD_MS = 250;

/** How much before a range its first row may stand: rows are in order of id, which may differ from that of start. */
const SLACK_ROWS = 500;

/** Slots that a brushed range is cut into. */
const RANGE_SLOTS = 60;

/** Follows the session: whole, or a range of it. Each change of a row is looked at once. */
export class StatsFollower {
  #stats = new TrafficStats();
  #generation = -1;
  #read = 0;
  #range: TimeRange | null = null;
  #scope: string | null = null;
  #page: string | null = null;

  /** The figures as of now. */
  follow(state: SessionState, range: TimeRange | null, scope: string | null, page: string | null = null): TrafficStats {
    const { journal } = state;
    const same =
      state.generation === this.#generation &&
      scope === this.#scope &&
      page === this.#page &&
      range?.from === this.#range?.from &&
      range?.to === this.#range?.to;
    if (!same || this.#read < journal.base) this.#startOver(state, range, scope, page);
    else {
      for (let index = this.#read - journal.base; index < journal.positions.length; index += 1) {
        const row = state.rows[(journal.positions[index] ?? -1) - state.firstPosition];
        if (row && this.#takes(row)) this.#stats.put(row);
      }
    }
    this.#read = journal.base + journal.positions.length;
    return this.#stats;
  }

  #takes(row: ExchangeRow): boolean {
    return (this.#scope === null || row.route === this.#scope) && (this.#page === null || isOfPage(row, this.#page));
  }

  #startOver(state: SessionState, range: TimeRange | null, scope: string | null, page: string | null): void {
    this.#generation = state.generation;
    this.#range = range;
    this.#scope = scope;
    this.#page = page;
    this.#stats = range
      ? new TrafficStats(range, Math.max(1, (range.to - range.from) / RANGE_SLOTS))
      : new TrafficStats();
    const { rows } = state;
    const from = range ? Math.max(0, lowerBoundBy(rows, range.from, (row) => row.startedAt) - SLACK_ROWS) : 0;
    const to = range ? lowerBoundBy(rows, range.to, (row) => row.startedAt) + SLACK_ROWS : rows.length;
    for (let index = from; index < Math.min(to, rows.length); index += 1) {
      const row = rows[index];
      if (row && this.#takes(row)) this.#stats.put(row);
    }
  }
}

/** Figures and a number that rises with each reading; the figures change in place. */
export interface StatsReading {
  readonly stats: TrafficStats;
  readonly reading: number;
}

/** The whole session's figures, or the brushed range's. */
export function useTrafficStats(brushed: boolean): StatsReading {
  const brush = useView((state) => state.brush);
  const scope = useView((state) => state.scope);
  const page = useView((state) => state.pageScope);
  const [follower] = useState(() => new StatsFollower());
  const read = useCallback(
    (state: SessionState) => {
      const range = brushed ? shownSpan(brush, state.latestAt) : null;
      return { stats: follower.follow(state, range, scope, page), reading: state.rowVersion };
    },
    [follower, brushed, brush, scope, page],
  );
  const value = useThrottled(sessionStore, read, PERIOD_MS);
  return useMemo(() => value, [value]);
}
