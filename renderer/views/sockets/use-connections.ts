// View: the connections of the session, as rows of the list, within the brush and the scope.
import { useMemo } from 'react';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { isOfPage } from '../../store/row-selection.ts';
import { hiddenThrough, shownSpan } from '../../store/selectors.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { useView } from '../../store/view-store.ts';
import { isConnection, toConnectionRow, type ConnectionRow } from './connection-rows.ts';

/** The list is made anew at most this often, in milliseconds. */
const PERIOD_MS = 250;

/** Finds connections without looking at all rows each time: those found before are looked up, new rows are scanned. */
export class ConnectionFinder {
  #generation = -1;
  #scanned = 0;
  #ids: string[] = [];

  find(state: SessionState): readonly ExchangeRow[] {
    if (state.generation !== this.#generation) {
      this.#generation = state.generation;
      this.#scanned = state.firstPosition;
      this.#ids = [];
    }
    const end = state.firstPosition + state.rows.length;
    for (let position = this.#scanned; position < end; position += 1) {
      const row = state.rows[position - state.firstPosition];
      if (row && isConnection(row)) this.#ids.push(row.id);
    }
    this.#scanned = end;
    const rows: ExchangeRow[] = [];
    for (const id of this.#ids) {
      const position = state.positions.get(id);
      const row = position === undefined ? undefined : state.rows[position - state.firstPosition];
      if (row) rows.push(row);
    }
    return rows;
  }
}

const finder = new ConnectionFinder();

interface Snapshot {
  readonly rows: readonly ExchangeRow[];
  readonly latestAt: number;
  readonly positions: ReadonlyMap<string, number>;
}

function readSnapshot(state: SessionState): Snapshot {
  return { rows: finder.find(state), latestAt: state.latestAt, positions: state.positions };
}

export interface Connections {
  /** In order of start. */
  readonly rows: readonly ConnectionRow[];
  /** The session's latest instant. */
  readonly now: number;
}

/** All connections that brush, scope and clearing let through. */
export function useConnections(): Connections {
  const snapshot = useThrottled(sessionStore, readSnapshot, PERIOD_MS);
  const brush = useView((state) => state.brush);
  const scope = useView((state) => state.scope);
  const page = useView((state) => state.pageScope);
  const cleared = useView((state) => state.cleared);
  return useMemo(() => {
    const span = shownSpan(brush, snapshot.latestAt);
    const hidden = hiddenThrough(sessionStore.getState(), cleared);
    const rows = snapshot.rows
      .filter((row) => (scope === null || row.route === scope) && (page === null || isOfPage(row, page)))
      .filter((row) => (snapshot.positions.get(row.id) ?? 0) > hidden)
      .map(toConnectionRow)
      .filter((row) => !span || (row.startedAt < span.to && (row.endedAt ?? Infinity) > span.from));
    return { rows, now: snapshot.latestAt };
  }, [snapshot, brush, scope, page, cleared]);
}
