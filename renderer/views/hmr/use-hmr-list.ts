// View: the session's HMR records that filter, chip, brush, scope and clearing let through.
import { useMemo } from 'react';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { recordIndex } from '../../store/record-list.ts';
import { idNumber } from '../../store/id-order.ts';
import { clearedThrough, hiddenThrough, shownSpan } from '../../store/selectors.ts';
import { rowById, type SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import type { Span } from '../../store/strip.ts';
import { useTable, useView } from '../../store/view-store.ts';
import { parseHmrFilter } from './hmr-filter.ts';
import { countHmrChips, hmrChip, type HmrChip } from './hmr-look.ts';

/** How often a busy list is painted, in milliseconds. */
const PERIOD_MS = 100;

export interface HmrList {
  /** All records that brush, scope and clearing let through, in order. */
  readonly inView: readonly HmrRecord[];
  /** Those that chip and filter let through besides. */
  readonly shown: readonly HmrRecord[];
  readonly counts: Readonly<Record<HmrChip, number>>;
  readonly faults: readonly string[];
  readonly version: number;
  /** Shown records that came since following ended. */
  readonly fresh: number;
  readonly indexOf: (id: string) => number;
}

const readVersion = (state: SessionState) => state.hmrVersion;

export function useHmrList(chip: HmrChip): HmrList {
  const version = useThrottled(sessionStore, readVersion, PERIOD_MS);
  const table = useTable('hmr');
  const scope = useView((state) => state.scope);
  const brush = useView((state) => state.brush);
  const page = useView((state) => state.pageScope);
  const cleared = useView((state) => state.cleared);
  const filter = useMemo(() => parseHmrFilter(table.filter), [table.filter]);
  const state = sessionStore.getState();
  const span = shownSpan(brush, state.latestAt);
  const from = span?.from;
  const to = span?.to;
  const clearedAt = clearedThrough(state, hiddenThrough(state, cleared));

  const inView = useMemo(() => {
    const placed = from === undefined || to === undefined ? null : { from, to };
    return recordsInView(sessionStore.getState(), { span: placed, scope, page, clearedAt });
    // Records change in place; the version tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [version, from, to, scope, page, clearedAt]);
  const shown = useMemo(
    () => inView.filter((record) => (chip === 'all' || hmrChip(record) === chip) && filter.test(record)),
    [inView, chip, filter],
  );
  const counts = useMemo(() => countHmrChips(inView), [inView]);
  return {
    inView,
    shown,
    counts,
    faults: filter.faults,
    version,
    fresh: table.follow ? 0 : countFresh(shown, table.seenThrough),
    indexOf: (id) => Math.max(-1, recordIndex(shown, id)),
  };
}

/** Records from that instant on, that touch the span and came by the route. */
export function recordsInView(
  state: SessionState,
  {
    span,
    scope,
    page = null,
    clearedAt,
  }: {
    readonly span: Span | null;
    readonly scope: string | null;
    readonly page?: string | null;
    readonly clearedAt: number;
  },
): readonly HmrRecord[] {
  return state.hmr.filter((record) => {
    if (record.at <= clearedAt) return false;
    if (span && (record.at > span.to || (record.appliedAt ?? record.reloadedAt ?? record.at) < span.from)) return false;
    if (page !== null && record.pageKey !== page) return false;
    return scope === null || rowById(state, record.socketExchangeId)?.route === scope;
  });
}

function countFresh(shown: readonly HmrRecord[], seenThrough: string | null): number {
  const seen = idNumber(seenThrough ?? '0');
  let count = 0;
  for (let i = shown.length - 1; i >= 0 && idNumber(shown[i]?.id ?? '0') > seen; i -= 1) count += 1;
  return count;
}
