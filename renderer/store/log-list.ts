// Renderer store: this window's one list of logs, and what it goes by: filter, brush, scope and clearing.
import type { LogRecord } from '../../main/model/log.ts';
import type { LogFilter } from '../../main/model/protocol.ts';
import { query } from './commands.ts';
import { LogPages } from './log-pages.ts';
import type { Span } from './strip.ts';

/** It stays while another view is shown, so that the reader finds it as it was. */
export const logPages = new LogPages({
  index: (filter, page) => query('logIndex', filter, page),
  rows: (page, filter) => query('logRows', page, filter),
  later: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
});

/** What narrows the list besides its own filter. */
export interface LogScope {
  readonly span: Span | null;
  /** Records up to this instant were cleared from view; -Infinity where none were. */
  readonly clearedAt: number;
  readonly page: string | null;
  /** Sources of the chosen route; undefined where none are known. */
  readonly sources: readonly string[] | undefined;
}

/** The filter within the scope. */
export function narrowFilter(filter: LogFilter, { span, clearedAt, page, sources }: LogScope): LogFilter {
  const fromAt = Math.max(span?.from ?? -Infinity, clearedAt);
  const both = filter.sources && sources ? filter.sources.filter((source) => sources.includes(source)) : undefined;
  const among = both ?? filter.sources ?? sources;
  return {
    ...filter,
    ...(among ? { sources: among } : {}),
    ...(page === null || filter.pageId !== undefined ? {} : { pageId: page }),
    ...(Number.isFinite(fromAt) ? { fromAt } : {}),
    ...(span ? { toAt: span.to } : {}),
  };
}

/** Whether records may come to match that did not when they were written: they find their request later. */
export function mayMatchLater({ traceId, exchangeId, pageId }: LogFilter): boolean {
  return traceId !== undefined || exchangeId !== undefined || pageId !== undefined;
}

/** The trace of a record that the list holds. */
export function traceOfLog(id: string | null): LogRecord['traceId'] {
  return logPages.record(id)?.traceId;
}
