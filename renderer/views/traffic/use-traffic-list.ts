// Renderer view: session + what is looked at → the rows of the traffic table.
import { useMemo } from 'react';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { parseQuery } from '../../store/query-parse.ts';
import { createRowOrderer, type RowOrder } from '../../store/row-order.ts';
import { createRowSelector, lowerBound } from '../../store/row-selection.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import { hiddenThrough, selectJoins, shownSpan } from '../../store/selectors.ts';
import { useTable, useView } from '../../store/view-store.ts';

export interface TrafficList {
  readonly state: SessionState;
  readonly order: RowOrder;
  /** All rows that are not cleared, whatever the filter. */
  readonly total: number;
  /** Rows below that came since following ended, or wait for a sorted list. */
  readonly fresh: number;
  readonly rowAt: (index: number) => ExchangeRow | undefined;
  readonly indexOf: (id: string) => number;
}

/** How often a busy table is painted, in milliseconds; a quiet one shows a new row at once. */
export const ROWS_PERIOD_MS = 100;

/** Rows, and what other records say of them. */
const readVersion = (state: SessionState) => `${state.rowVersion} ${selectJoins(state).version}`;

const selector = createRowSelector();
const orderer = createRowOrderer();

/** The traffic table's rows as they stand. */
export function useTrafficList(): TrafficList {
  useThrottled(sessionStore, readVersion, ROWS_PERIOD_MS);
  const table = useTable('traffic');
  const scope = useView((state) => state.scope);
  const page = useView((state) => state.pageScope);
  const brush = useView((state) => state.brush);
  const cleared = useView((state) => state.cleared);
  const query = useMemo(() => parseQuery(table.applied), [table.applied]);
  const state = sessionStore.getState();

  const hidden = hiddenThrough(state, cleared);
  const span = shownSpan(brush, state.latestAt);
  const selection = selector.select(state, {
    query,
    scope,
    page,
    joins: selectJoins(state),
    span,
    hiddenThrough: hidden,
  });
  const order = orderer.order(state, selection, table.sort, table.thaw);
  const total = state.rows.length - Math.max(0, hidden + 1 - state.firstPosition);

  return {
    state,
    order,
    total,
    fresh: table.sort ? order.waiting : table.follow ? 0 : countFresh(state, order, table.seenThrough),
    rowAt: (index) => {
      const position = order.positions[index];
      return position === undefined ? undefined : state.rows[position - state.firstPosition];
    },
    indexOf: (id) => {
      const position = state.positions.get(id);
      return position === undefined ? -1 : order.indexOf(position);
    },
  };
}

function countFresh(state: SessionState, order: RowOrder, seenThrough: string | null): number {
  const seen = seenThrough === null ? undefined : state.positions.get(seenThrough);
  if (seen === undefined) return 0;
  return order.positions.length - lowerBound(order.positions, seen + 1);
}
