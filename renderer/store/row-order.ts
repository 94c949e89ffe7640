// Renderer store: a selection → the order in which its rows are shown. Sorting freezes it; later rows wait.
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { lowerBound, type Selection } from './row-selection.ts';
import { rowBytes, rowFacts } from './row-facts.ts';
import type { SessionState } from './session-state.ts';
import type { SortOrder } from './view-store.ts';

/** Rows in the order they are shown, as absolute positions. */
export interface RowOrder {
  readonly positions: readonly number[];
  /** Rows that pass but came after the order was frozen. */
  readonly waiting: number;
  /** Rises with each change of rows or order. */
  readonly version: number;
  /** Where a position stands, -1 where it does not. */
  indexOf(position: number): number;
}

export interface RowOrderer {
  /** `thaw` is any number; another one sorts anew. */
  order(state: SessionState, selection: Selection, sort: SortOrder | null, thaw: number): RowOrder;
}

/** What rows are compared by. */
const SORT_KEYS: Readonly<Record<string, (row: ExchangeRow) => number | string>> = {
  time: (row) => row.startedAt,
  status: (row) => row.status ?? (row.state === 'failed' ? 1000 : 0),
  method: (row) => row.method,
  path: (row) => {
    const { url, upstreamHost, remote } = rowFacts(row);
    return (remote ? upstreamHost : '') + url.path + url.search;
  },
  kind: (row) => row.kind,
  protocol: (row) => row.httpVersion,
  route: (row) => row.route ?? '',
  size: rowBytes,
  total: (row) => row.timings.total,
};

/** Columns that rows can be sorted by. */
export const SORT_COLUMNS: readonly string[] = Object.keys(SORT_KEYS);

/** An orderer with a memory of its own; one for each list that is shown. */
export function createRowOrderer(): RowOrderer {
  let frozen: { positions: number[]; places: Map<number, number>; by: string } | undefined;

  return {
    order(state, selection, sort, thaw) {
      const { positions, version } = selection;
      const keyOf = sort ? SORT_KEYS[sort.column] : undefined;
      if (!sort || !keyOf) {
        frozen = undefined;
        return {
          positions,
          waiting: 0,
          version,
          indexOf: (position) => {
            const index = lowerBound(positions, position);
            return positions[index] === position ? index : -1;
          },
        };
      }
      const by = `${sort.column} ${sort.direction} ${selection.generation} ${thaw}`;
      if (frozen?.by !== by) {
        const sorted = sortPositions(state, positions, keyOf, sort.direction);
        frozen = { positions: sorted, places: new Map(sorted.map((position, index) => [position, index])), by };
      }
      const { positions: order, places } = frozen;
      return {
        positions: order,
        waiting: Math.max(0, positions.length - order.length),
        version,
        indexOf: (position) => places.get(position) ?? -1,
      };
    },
  };
}

function sortPositions(
  state: SessionState,
  positions: readonly number[],
  keyOf: (row: ExchangeRow) => number | string,
  direction: SortOrder['direction'],
): number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = positions.map((position) => {
    const row = state.rows[position - state.firstPosition];
    return { position, key: row ? keyOf(row) : '' };
  });
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.position - b.position));
  return keyed.map(({ position }) => position);
}
