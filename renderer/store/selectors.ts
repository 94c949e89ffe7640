// Renderer store: small readings of session and view that several panes share.
import { selectErrorIndex } from './error-index.ts';
import { pageById } from './page-records.ts';
import type { Joins } from './query-terms.ts';
import { toSources, type Source } from './sources.ts';
import { MAX_LOG_LEAP_MS, type SessionState } from './session-state.ts';
import { toErrorMarks, type ErrorMark } from './strip-errors.ts';
import { toHmrMarks, type HmrMark } from './strip-hmr.ts';
import { stripSpan, toStrip, type Span, type StripData } from './strip.ts';
import type { Brush, ViewState } from './view-store.ts';

/** A live brush moves in steps of this many milliseconds, so that lists are not made anew with every row. */
export const LIVE_STEP_MS = 500;

/** The instants a brush stands for now; a live one ends at the session's latest instant. */
export function shownSpan(brush: Brush | null, latestAt: number): Span | null {
  if (!brush) return null;
  if (!brush.live) return brush;
  const to = Math.max(brush.to, Math.ceil(latestAt / LIVE_STEP_MS) * LIVE_STEP_MS);
  return { from: to - (brush.to - brush.from), to };
}

/** What names a session, for things that hold for one session only. */
export function sessionKey(state: Pick<SessionState, 'workspace'>): string {
  return state.workspace?.sessionPath ?? state.workspace?.name ?? '';
}

/** The absolute position up to which rows were cleared from view; -1 where none were. */
export function hiddenThrough(state: SessionState, cleared: ViewState['cleared']): number {
  if (!cleared || cleared.session !== sessionKey(state)) return -1;
  return state.positions.get(cleared.throughId) ?? -1;
}

/** When the last cleared request began; before all time where none was cleared. */
export function clearedThrough(state: SessionState, position: number): number {
  return state.rows[position - state.firstPosition]?.startedAt ?? -Infinity;
}

/** A selector that answers from memory while the session's rows are the same. */
function perVersion<T>(read: (state: SessionState) => T): (state: SessionState) => T {
  let last: { key: string; value: T } | undefined;
  return (state) => {
    const axis = selectStripSpan(state);
    const key = `${state.rowVersion} ${state.generation} ${state.workspace?.target ?? ''} ${state.workspace?.routes.length ?? 0} ${axis?.from} ${axis?.to}`;
    if (last?.key !== key) last = { key, value: read(state) };
    return last.value;
  };
}

/** The routes and how each does. */
export const selectSources: (state: SessionState) => readonly Source[] = perVersion((state) =>
  toSources(state.workspace, state.rows),
);

/** What the overview strip draws. */
export const selectStrip: (state: SessionState) => StripData | undefined = perVersion((state) =>
  toStrip(state.rows, state.latestAt, firstInstant(state)),
);

/** Where the strip's axis starts: the first request, or logs that came shortly before it. */
function firstInstant({ rows, telemetry }: SessionState): number | undefined {
  const request = rows[0]?.startedAt;
  const log = telemetry?.logs.firstAt;
  if (request === undefined || log === undefined) return request ?? log;
  return log < request && log >= request - MAX_LOG_LEAP_MS ? log : request;
}

/** What the strip's HMR lane draws; undefined while no dev server spoke to a page. */
export const selectHmrMarks: (state: SessionState) => readonly HmrMark[] | undefined = (() => {
  let last: { records: unknown; version: number; value: readonly HmrMark[] | undefined } | undefined;
  return ({ hmr, hmrVersion }) => {
    if (last?.version !== hmrVersion || last.records !== hmr)
      last = { records: hmr, version: hmrVersion, value: hmr.length === 0 ? undefined : toHmrMarks(hmr) };
    return last.value;
  };
})();

/** What the strip's Errors lane draws; undefined while there are none. */
export const selectErrorMarks: (state: SessionState) => readonly ErrorMark[] | undefined = (() => {
  let last: { records: unknown; version: number; value: readonly ErrorMark[] | undefined } | undefined;
  return ({ errors, errorVersion }) => {
    if (last?.version !== errorVersion || last.records !== errors)
      last = { records: errors, version: errorVersion, value: errors.length === 0 ? undefined : toErrorMarks(errors) };
    return last.value;
  };
})();

/** What errors and pages say of rows; the same object while they are the same. */
export const selectJoins: (state: SessionState) => Joins = (() => {
  let last: Joins | undefined;
  return (state) => {
    const version = `${state.generation} ${state.errorVersion} ${state.pageVersion}`;
    if (last?.version === version) return last;
    const errors = selectErrorIndex(state);
    const { pages } = state;
    last = {
      version,
      hasError: (row) => errors.byExchange.has(row.id),
      pageUrl: (row) => pageById(pages, row.pageId ?? row.id)?.url,
    };
    return last;
  };
})();

/** The strip's axis alone. */
export function selectStripSpan(state: SessionState): Span | undefined {
  const first = firstInstant(state);
  return first === undefined ? undefined : stripSpan(first, state.latestAt);
}
