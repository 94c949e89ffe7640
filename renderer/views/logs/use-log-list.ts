// View: what is looked at → what the list of logs is asked for, and the list as it stands.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { LogRecord } from '../../../main/model/log.ts';
import type { LogTotals } from '../../../main/model/telemetry.ts';
import { useThrottled } from '../../kit/throttle.ts';
import { query } from '../../store/commands.ts';
import { logPages, mayMatchLater, narrowFilter } from '../../store/log-list.ts';
import type { LogList } from '../../store/log-pages.ts';
import { parseLogQuery } from '../../store/log-query.ts';
import { sourcesOfRoute } from '../../store/log-source.ts';
import { clearedThrough, hiddenThrough, sessionKey, shownSpan } from '../../store/selectors.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore, useSession } from '../../store/session-store.ts';
import { useTable, useView } from '../../store/view-store.ts';
import { useAnswer } from '../detail/use-answer.ts';

/** How often a growing list is asked for, in milliseconds. */
const PERIOD_MS = 250;

const readTotals = (state: SessionState) => state.telemetry;

export interface ShownLogs {
  readonly list: LogList;
  /** Of all logs; absent while there are none. */
  readonly totals: LogTotals | undefined;
  /** Sources of the session, the busiest first. */
  readonly sources: readonly string[];
  /** The chosen route has no logs of its own, so it narrows nothing. */
  readonly unscoped: boolean;
}

export function useLogList(): ShownLogs {
  const telemetry = useThrottled(sessionStore, readTotals, PERIOD_MS);
  const totals = telemetry?.logs;
  const table = useTable('logs');
  const sources = useSources(totals);
  const { filter, unscoped } = useNarrowed(table.applied, sources);
  const session = useSession(sessionKey);
  const link = useSession((state) => state.link);
  const key = `${session} ${JSON.stringify(filter)}`;
  const changed = telemetry?.traced ?? 0;
  const again = mayMatchLater(filter) ? changed : 0;
  const lastId = totals?.lastId;
  const { follow, seenThrough } = table;

  useEffect(() => () => logPages.reset(), [session]);
  useEffect(() => {
    if (link === 'live') logPages.retry();
  }, [link]);
  useEffect(() => {
    logPages.demand({ key, filter, lastId, changed, again, follow, seenThrough: follow ? null : seenThrough });
  }, [key, filter, lastId, changed, again, follow, seenThrough]);
  const list = useSyncExternalStore(logPages.subscribe, logPages.getState);
  return { list, totals, sources, unscoped };
}

function useSources(totals: LogTotals | undefined): readonly string[] {
  const counts = totals?.sources ?? {};
  const names = Object.keys(counts)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
    .join('\n');
  return useMemo(() => (names === '' ? [] : names.split('\n')), [names]);
}

function useNarrowed(applied: string, sources: readonly string[]) {
  const scope = useView((state) => state.scope);
  const page = useView((state) => state.pageScope);
  const brush = useView((state) => state.brush);
  const cleared = useView((state) => state.cleared);
  const workspace = useSession((state) => state.workspace);
  const span = useSession((state) => {
    const shown = shownSpan(brush, state.latestAt);
    return shown === null ? '' : `${shown.from} ${shown.to}`;
  });
  const clearedAt = useSession((state) => clearedThrough(state, hiddenThrough(state, cleared)));
  return useMemo(() => {
    const [from, to] = span.split(' ').map(Number);
    const scoped = scope === null ? undefined : sourcesOfRoute(scope, sources, workspace);
    const filter = narrowFilter(parseLogQuery(applied, sources).filter, {
      span: from === undefined || to === undefined ? null : { from, to },
      clearedAt,
      page,
      sources: scoped,
    });
    return { filter, unscoped: scope !== null && scoped === undefined };
  }, [applied, sources, scope, page, span, clearedAt, workspace]);
}

/** A record in full: as the list holds it, else as the session answers. */
export function useLogRecord(id: string | null): {
  readonly record?: LogRecord;
  readonly error?: string;
  readonly busy: boolean;
} {
  useSyncExternalStore(logPages.subscribe, logPages.getState);
  const traced = useThrottled(sessionStore, readTraced, PERIOD_MS * 4);
  const answer = useAnswer(id ?? undefined, `${id} ${traced}`, () => query('log', id ?? ''));
  const record = answer.value ?? logPages.record(id);
  return {
    ...(record ? { record } : {}),
    ...(answer.error === undefined ? {} : { error: answer.error }),
    busy: answer.busy,
  };
}

const readTraced = (state: SessionState) => state.telemetry?.traced ?? 0;
