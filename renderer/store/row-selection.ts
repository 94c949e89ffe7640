// Renderer store: rows → those that pass filter, scope, brush and clearing. Reads only what changed since the last time.
import type { ExchangeRow } from '../../main/model/exchange.ts';
import type { ParsedQuery } from './query-parse.ts';
import type { Joins } from './query-terms.ts';
import { isRunning, type SessionState } from './session-state.ts';

/** What rows are asked for. Parts are compared by identity or value. */
export interface Criteria {
  readonly query: ParsedQuery;
  /** Only this route. */
  readonly scope: string | null;
  /** Only what this load of a page asked for, and its document. */
  readonly page: string | null;
  /** What other records say of rows. */
  readonly joins: Joins;
  /** Only exchanges that touch this span, in milliseconds since the Unix epoch. */
  readonly span: { readonly from: number; readonly to: number } | null;
  /** Rows up to this absolute position are hidden; -1 hides none. */
  readonly hiddenThrough: number;
}

/** Absolute positions of rows that pass, ascending; changed in place, with a version that rises. */
export interface Selection {
  readonly positions: readonly number[];
  readonly version: number;
  /** Rises when the selection was made anew. */
  readonly generation: number;
}

export interface RowSelector {
  select(state: SessionState, criteria: Criteria): Selection;
}

/** Whether a row passes filter, scope and span. */
export function passes(row: ExchangeRow, criteria: Criteria): boolean {
  const { query, scope, page, span, joins } = criteria;
  if (scope !== null && row.route !== scope) return false;
  if (page !== null && !isOfPage(row, page)) return false;
  if (span && !touches(row, span)) return false;
  for (const token of query.tokens) if (token.term && token.term(row, joins) === token.negated) return false;
  return true;
}

/** Whether a load of a page asked for a row, or began with it. */
export function isOfPage(row: ExchangeRow, page: string): boolean {
  return row.pageId === page || (row.kind === 'document' && row.id === page);
}

function touches(row: ExchangeRow, span: { readonly from: number; readonly to: number }): boolean {
  if (row.startedAt > span.to) return false;
  return isRunning(row) || row.startedAt + Math.max(row.timings.total, 0) >= span.from;
}

/** A selector with a memory of its own; one for each list that is shown. */
export function createRowSelector(): RowSelector {
  let positions: number[] = [];
  let version = 0;
  let generation = 0;
  let last: { state: SessionState; criteria: Criteria; read: number } | undefined;
  let result: Selection = { positions, version, generation };

  const selectAll = (state: SessionState, criteria: Criteria) => {
    positions = [];
    const from = Math.max(0, criteria.hiddenThrough + 1 - state.firstPosition);
    for (let i = from; i < state.rows.length; i += 1) {
      const row = state.rows[i];
      if (row && passes(row, criteria)) positions.push(state.firstPosition + i);
    }
    generation += 1;
  };

  const selectChanged = (state: SessionState, criteria: Criteria, read: number) => {
    for (let i = read; i < state.journal.positions.length; i += 1) {
      const position = state.journal.positions[i];
      if (position === undefined || position <= criteria.hiddenThrough) continue;
      const row = state.rows[position - state.firstPosition];
      place(positions, position, row !== undefined && passes(row, criteria));
    }
  };

  return {
    select(state, criteria) {
      const end = state.journal.base + state.journal.positions.length;
      const follows = last && last.state.generation === state.generation && sameCriteria(last.criteria, criteria);
      if (!last || !follows || last.read < state.journal.base) selectAll(state, criteria);
      else if (last.read === end) return result;
      else selectChanged(state, criteria, last.read - state.journal.base);
      last = { state, criteria, read: end };
      version += 1;
      result = { positions, version, generation };
      return result;
    },
  };
}

/** Has a sorted list hold a position, or not. */
function place(sorted: number[], position: number, wanted: boolean): void {
  const index = lowerBound(sorted, position);
  const there = sorted[index] === position;
  if (wanted && !there) {
    if (index === sorted.length) sorted.push(position);
    else sorted.splice(index, 0, position);
  } else if (!wanted && there) sorted.splice(index, 1);
}

/** The first index whose value is not below `value`. */
export function lowerBound(sorted: readonly number[], value: number): number {
  const last = sorted.at(-1);
  if (last === undefined || last < value) return sorted.length;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameCriteria(a: Criteria, b: Criteria): boolean {
  return (
    a.query === b.query &&
    a.scope === b.scope &&
    a.page === b.page &&
    (!a.query.joined || a.joins.version === b.joins.version) &&
    a.hiddenThrough === b.hiddenThrough &&
    a.span?.from === b.span?.from &&
    a.span?.to === b.span?.to
  );
}
