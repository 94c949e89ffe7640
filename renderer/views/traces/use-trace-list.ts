// View: the session's traces that filter and brush let through, asked for again while more come.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TraceRow } from '../../../main/model/protocol.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { query } from '../../store/commands.ts';
import { shownSpan } from '../../store/selectors.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore, useSession } from '../../store/session-store.ts';
import type { Span } from '../../store/strip.ts';
import { useTable, useView } from '../../store/view-store.ts';
import { isAlone, parseTraceFilter } from './trace-filter.ts';
import { NO_TRACES, takeFresh, takeLatest, takeOlder, TRACE_PAGE, type TraceList } from './trace-list.ts';

/** How often the list is asked for again at most, in milliseconds. */
const PERIOD_MS = 1_000;

export interface ShownTraces {
  /** Rows that filter and brush let through, the latest first. */
  readonly shown: readonly TraceRow[];
  readonly list: TraceList;
  readonly faults: readonly string[];
  /** Requests without anything joined that are left out while nothing is asked for. */
  readonly hidden: number;
  /** The first answer is still to come. */
  readonly loading: boolean;
  /** Why the last question was not answered. */
  readonly error?: string;
  readonly indexOf: (traceId: string) => number;
  /** Asks for older ones, once at a time. */
  readonly loadOlder: () => void;
  readonly showFresh: () => void;
}

/** What tells that there may be more traces: traced records, requests. */
const readVersion = (state: SessionState) =>
  `${state.link} ${state.telemetry?.traced ?? 0} ${state.foldedRows + state.rows.length} ${state.totals.pending}`;

export function useTraceList(): ShownTraces {
  const { follow, filter } = useTable('traces');
  const key = useSession((state) => `${state.workspace?.sessionPath} ${state.generation}`);
  const held = useHeldTraces(key, follow);
  const parsed = useMemo(() => parseTraceFilter(filter), [filter]);
  const span = useBrushSpan();
  const { list } = held;
  const shown = useMemo(
    () => list.rows.filter((row) => inSpan(row, span) && parsed.test(row)),
    [list.rows, span, parsed],
  );
  const places = useMemo(() => new Map(shown.map(({ traceId }, index) => [traceId, index])), [shown]);
  const hidden = useMemo(() => (filter.trim() === '' ? list.rows.filter(isAlone).length : 0), [list.rows, filter]);
  return { ...held, shown, hidden, faults: parsed.faults, indexOf: (traceId) => places.get(traceId) ?? -1 };
}

/** The brush's instants; the same object while they are the same. */
export function useBrushSpan(): Span | undefined {
  const brush = useView((state) => state.brush);
  const span = useSession((state) => {
    const placed = shownSpan(brush, state.latestAt);
    return placed && `${placed.from} ${placed.to}`;
  });
  return useMemo(() => {
    const [from, to] = (span ?? '').split(' ').map(Number);
    return from === undefined || to === undefined ? undefined : { from, to };
  }, [span]);
}

/** Whether a trace touches those instants. */
export function inSpan({ startedAt, durationMs }: TraceRow, span: Span | undefined): boolean {
  return !span || (startedAt <= span.to && startedAt + durationMs >= span.from);
}

type Held = Pick<ShownTraces, 'list' | 'loading' | 'error' | 'loadOlder' | 'showFresh'>;

function useHeldTraces(key: string, follow: boolean): Held {
  const version = useThrottled(sessionStore, readVersion, PERIOD_MS);
  const [state, setState] = useState<{ key: string; list: TraceList; error?: string }>({ key: '', list: NO_TRACES });
  const older = useRef(false);
  useEffect(() => {
    const stop = new AbortController();
    query('traceRows', { limit: TRACE_PAGE }).then(
      (page) => {
        if (stop.signal.aborted) return;
        setState((before) => ({ key, list: takeLatest(before.key === key ? before.list : NO_TRACES, page, follow) }));
      },
      (fault: unknown) => {
        const error = fault instanceof Error ? fault.message : String(fault);
        if (!stop.signal.aborted)
          setState((before) => ({ key, list: before.key === key ? before.list : NO_TRACES, error }));
      },
    );
    return () => stop.abort();
  }, [key, version, follow]);

  const list = state.key === key ? state.list : NO_TRACES;
  const last = list.rows.at(-1)?.traceId;
  const loadOlder = () => {
    if (older.current || !list.more || last === undefined) return;
    older.current = true;
    query('traceRows', { beforeId: last, limit: TRACE_PAGE })
      .then(
        (page) =>
          setState((before) => (before.key === key ? { ...before, list: takeOlder(before.list, page) } : before)),
        (fault: unknown) =>
          setState((before) => ({ ...before, error: fault instanceof Error ? fault.message : String(fault) })),
      )
      .finally(() => {
        older.current = false;
      });
  };
  return {
    list,
    loading: state.key !== key,
    ...(state.error === undefined ? {} : { error: state.error }),
    loadOlder,
    showFresh: () => setState((before) => ({ ...before, list: takeFresh(before.list) })),
  };
}
