// Renderer store: errors by what they belong to: their group, a request, a trace, an update of modules. Made once a version.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { SessionState } from './session-state.ts';

/** Errors that are one to a person. */
export interface ErrorGroup {
  /** Id of the first report held. */
  readonly id: string;
  readonly key: string;
  /** In order of id. */
  readonly reports: readonly ErrorReport[];
  /** How often it was thrown. */
  readonly count: number;
  /** When first and last; milliseconds since the Unix epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface ErrorIndex {
  /** In order of their first report. */
  readonly groups: readonly ErrorGroup[];
  readonly groupOf: ReadonlyMap<string, ErrorGroup>;
  readonly byExchange: ReadonlyMap<string, readonly ErrorReport[]>;
  readonly byTrace: ReadonlyMap<string, readonly ErrorReport[]>;
  /** By the update or reload that the page took before. */
  readonly byHmr: ReadonlyMap<string, readonly ErrorReport[]>;
}

/** Sorts errors, given in order of id, by what they belong to. */
export function toErrorIndex(errors: readonly ErrorReport[]): ErrorIndex {
  const grouped = new Map<string, ErrorReport[]>();
  const byExchange = new Map<string, ErrorReport[]>();
  const byTrace = new Map<string, ErrorReport[]>();
  const byHmr = new Map<string, ErrorReport[]>();
  for (const report of errors) {
    put(grouped, report.group, report);
    put(byExchange, report.exchangeId, report);
    put(byTrace, report.traceId, report);
    put(byHmr, report.hmrId, report);
  }
  const groups = [...grouped].map(([key, reports]) => toGroup(key, reports));
  return { groups, groupOf: new Map(groups.map((group) => [group.key, group])), byExchange, byTrace, byHmr };
}

function put(lists: Map<string, ErrorReport[]>, key: string | undefined, report: ErrorReport): void {
  if (key === undefined) return;
  const held = lists.get(key);
  if (held) held.push(report);
  else lists.set(key, [report]);
}

/** One group of these reports, at least one. */
export function toGroup(key: string, reports: readonly ErrorReport[]): ErrorGroup {
  return {
    id: reports[0]?.id ?? '',
    key,
    reports,
    count: reports.reduce((sum, report) => sum + report.count, 0),
    firstAt: Math.min(...reports.map((report) => report.at)),
    lastAt: Math.max(...reports.map((report) => report.lastAt)),
  };
}

/** The index of the session's errors as they stand. */
export const selectErrorIndex: (state: SessionState) => ErrorIndex = (() => {
  let last: { readonly errors: unknown; readonly version: number; readonly index: ErrorIndex } | undefined;
  return ({ errors, errorVersion }) => {
    if (last?.errors !== errors || last.version !== errorVersion)
      last = { errors, version: errorVersion, index: toErrorIndex(errors) };
    return last.index;
  };
})();

/** Whether a record tells that a person changed a file: what the page was sent, or why not. */
export function isEdit({ type, reason }: HmrRecord): boolean {
  return type === 'update' || type === 'error' || (type === 'full-reload' && reason !== 'on-demand');
}

/** The latest edit; undefined where none was seen. */
export function lastEdit(hmr: readonly HmrRecord[]): HmrRecord | undefined {
  for (let i = hmr.length - 1; i >= 0; i -= 1) {
    const record = hmr[i];
    if (record && isEdit(record)) return record;
  }
  return undefined;
}

/** The errors of a request: those that name it, then others of its trace. */
export function exchangeErrors(
  index: ErrorIndex,
  exchangeId: string,
  traceId: string | undefined,
): { readonly own: readonly ErrorReport[]; readonly traced: readonly ErrorReport[] } {
  const own = index.byExchange.get(exchangeId) ?? [];
  const same = traceId === undefined ? [] : (index.byTrace.get(traceId) ?? []);
  return { own, traced: same.filter((report) => report.exchangeId !== exchangeId) };
}
