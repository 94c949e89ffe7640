// View: the session's errors that filter, chip, brush, scope and clearing let through, in groups.
import { useMemo } from 'react';
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { lastEdit, selectErrorIndex, toErrorIndex, type ErrorGroup } from '../../store/error-index.ts';
import { idNumber } from '../../store/id-order.ts';
import { clearedThrough, hiddenThrough, shownSpan } from '../../store/selectors.ts';
import { rowById, type SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import type { Span } from '../../store/strip.ts';
import { useTable, useView } from '../../store/view-store.ts';
import { parseErrorFilter } from './error-filter.ts';
import { countErrorChips, passesErrorChip, type ErrorChip } from './error-look.ts';

/** How often a busy list is painted, in milliseconds. */
const PERIOD_MS = 100;

export interface ErrorChoice {
  readonly chip: ErrorChip;
  /** Only groups that were not there before the last edit. */
  readonly fresh: boolean;
}

export interface ErrorList {
  /** All groups that brush, scope and clearing let through, in order of their first report. */
  readonly inView: readonly ErrorGroup[];
  /** Those that chip and filter let through besides. */
  readonly shown: readonly ErrorGroup[];
  readonly counts: Readonly<Record<ErrorChip, number>>;
  readonly faults: readonly string[];
  readonly version: number;
  /** Shown groups that came since following ended. */
  readonly fresh: number;
  /** The latest edit, where one was seen. */
  readonly edit: HmrRecord | undefined;
  /** Whether a group was not there before the last edit. */
  readonly isNew: (group: ErrorGroup) => boolean;
  /** Where the group of a report stands. */
  readonly indexOf: (id: string) => number;
}

const readVersion = (state: SessionState) => state.errorVersion * 1e6 + state.hmrVersion;

export function useErrorList({ chip, fresh }: ErrorChoice): ErrorList {
  const version = useThrottled(sessionStore, readVersion, PERIOD_MS);
  const table = useTable('errors');
  const scope = useView((state) => state.scope);
  const page = useView((state) => state.pageScope);
  const brush = useView((state) => state.brush);
  const cleared = useView((state) => state.cleared);
  const filter = useMemo(() => parseErrorFilter(table.filter), [table.filter]);
  const state = sessionStore.getState();
  const span = shownSpan(brush, state.latestAt);
  const from = span?.from;
  const to = span?.to;
  const clearedAt = clearedThrough(state, hiddenThrough(state, cleared));
  const edit = lastEdit(state.hmr);

  const inView = useMemo(() => {
    const placed = from === undefined || to === undefined ? null : { from, to };
    const now = sessionStore.getState();
    return reportsInView(now, { span: placed, scope, page, clearedAt });
    // Records change in place; the version tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [version, from, to, scope, page, clearedAt]);
  const groups = useMemo(() => toErrorIndex(inView).groups, [inView]);
  const { groupOf } = selectErrorIndex(state);
  const isNew = useMemo(() => newSince(groupOf, edit), [groupOf, edit]);
  const shown = useMemo(
    () =>
      toErrorIndex(inView.filter(filter.test)).groups.filter(
        (group) => passesErrorChip(group, chip) && (!fresh || isNew(group)),
      ),
    [inView, chip, filter, fresh, isNew],
  );
  const counts = useMemo(() => countErrorChips(groups), [groups]);
  const places = useMemo(() => toPlaces(shown), [shown]);
  return {
    inView: groups,
    shown,
    counts,
    faults: filter.faults,
    version,
    fresh: table.follow ? 0 : countFresh(shown, table.seenThrough),
    edit,
    isNew,
    indexOf: (id) => places.get(id) ?? -1,
  };
}

/** Reports from that instant on, that touch the span, of that page, whose request went by the route. */
export function reportsInView(
  state: SessionState,
  {
    span,
    scope,
    page,
    clearedAt,
  }: {
    readonly span: Span | null;
    readonly scope: string | null;
    readonly page: string | null;
    readonly clearedAt: number;
  },
): readonly ErrorReport[] {
  return state.errors.filter((report) => {
    if (report.lastAt <= clearedAt) return false;
    if (span && (report.at > span.to || report.lastAt < span.from)) return false;
    if (page !== null && report.pageId !== page) return false;
    return scope === null || (rowById(state, report.exchangeId) ?? rowById(state, report.pageId))?.route === scope;
  });
}

function newSince(
  groupOf: ReadonlyMap<string, ErrorGroup>,
  edit: HmrRecord | undefined,
): (group: ErrorGroup) => boolean {
  if (!edit) return () => false;
  return (group) => (groupOf.get(group.key) ?? group).firstAt >= edit.at;
}

function toPlaces(groups: readonly ErrorGroup[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  groups.forEach((group, index) => {
    for (const { id } of group.reports) places.set(id, index);
  });
  return places;
}

function countFresh(shown: readonly ErrorGroup[], seenThrough: string | null): number {
  const seen = idNumber(seenThrough ?? '0');
  return shown.filter((group) => idNumber(group.id) > seen).length;
}
