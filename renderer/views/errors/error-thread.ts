// Pure: what happened around an error, in order of time: the update before it, the action, requests, log lines and errors of its trace.
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import type { LogRecord } from '../../../main/model/log.ts';
import type { ActionRecord } from '../../../main/model/page.ts';

export type ThreadEntry = { readonly at: number; readonly id: string } & (
  | { readonly kind: 'hmr'; readonly record: HmrRecord }
  | { readonly kind: 'action'; readonly record: ActionRecord }
  | { readonly kind: 'exchange'; readonly record: ExchangeRow }
  | { readonly kind: 'log'; readonly record: LogRecord }
  | { readonly kind: 'error'; readonly record: ErrorReport; readonly here: boolean }
);

export interface ThreadParts {
  readonly hmr?: HmrRecord | undefined;
  readonly actions: readonly ActionRecord[];
  readonly exchanges: readonly ExchangeRow[];
  readonly logs: readonly LogRecord[];
  readonly errors: readonly ErrorReport[];
}

/** Entries shown; those nearest to the error stay. */
export const MAX_THREAD = 40;

/** The entries, and how many were left out. */
export function toThread(
  report: ErrorReport,
  parts: ThreadParts,
): { readonly entries: readonly ThreadEntry[]; readonly left: number } {
  const { hmr, actions, exchanges, logs, errors } = parts;
  const entries: ThreadEntry[] = [
    { kind: 'error', id: report.id, at: report.at, record: report, here: true },
    ...(hmr ? [{ kind: 'hmr', id: hmr.id, at: hmr.appliedAt ?? hmr.reloadedAt ?? hmr.at, record: hmr } as const] : []),
    ...actions.map((record) => ({ kind: 'action', id: record.id, at: record.at, record }) as const),
    ...exchanges.map((record) => ({ kind: 'exchange', id: record.id, at: record.startedAt, record }) as const),
    ...logs.map((record) => ({ kind: 'log', id: record.id, at: record.at, record }) as const),
    ...errors
      .filter(({ id }) => id !== report.id)
      .map((record) => ({ kind: 'error', id: record.id, at: record.at, record, here: false }) as const),
  ];
  const near = [...entries].sort((a, b) => rank(a, report) - rank(b, report)).slice(0, MAX_THREAD);
  return { entries: near.sort((a, b) => a.at - b.at), left: entries.length - near.length };
}

/** What must be kept comes first: the error itself, the edit and the action before it; then by distance in time. */
function rank(entry: ThreadEntry, report: ErrorReport): number {
  if (entry.kind === 'hmr' || entry.kind === 'action' || (entry.kind === 'error' && entry.here)) return -1;
  return Math.abs(entry.at - report.at);
}
