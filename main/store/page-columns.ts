// Store: what pages told of themselves (errors, loads, actions) as columns and back.
import type { ErrorReport } from '../model/error-report.ts';
import type { ActionRecord, PageRecord } from '../model/page.ts';
import type { Row, Value } from './connection.ts';

/** The columns of `errors`. As in the two tables below, `record` holds all as JSON; the others say a part of it again, to look things up and to read with the SQLite shell. */
export const ERROR_COLUMNS = [
  'id',
  'at',
  'last_at',
  'source',
  'name',
  'message',
  'count',
  'page',
  'exchange',
  'trace_id',
  'record',
] as const;

export const PAGE_COLUMNS = ['id', 'at', 'url', 'title', 'exchange', 'left_at', 'record'] as const;

export const ACTION_COLUMNS = ['id', 'at', 'page', 'action', 'label', 'trace_id', 'span_id', 'record'] as const;

export function toErrorValues(error: ErrorReport): Value[] {
  return [
    Number(error.id),
    error.at,
    error.lastAt,
    error.source,
    error.name,
    error.message,
    error.count,
    error.pageId ?? null,
    toReference(error.exchangeId),
    error.traceId ?? null,
    JSON.stringify(error),
  ];
}

export function toPageValues(page: PageRecord): Value[] {
  return [
    page.id,
    page.at,
    page.url,
    page.title ?? null,
    toReference(page.documentExchangeId),
    page.leftAt ?? null,
    JSON.stringify(page),
  ];
}

export function toActionValues(action: ActionRecord): Value[] {
  return [
    Number(action.id),
    action.at,
    action.pageId,
    action.action,
    action.label,
    action.traceId,
    action.spanId,
    JSON.stringify(action),
  ];
}

/** The three from their `record` column alone. */
export function parseError([record]: Row): ErrorReport {
  return JSON.parse(record as string) as ErrorReport;
}

export function parsePage([record]: Row): PageRecord {
  return JSON.parse(record as string) as PageRecord;
}

export function parseAction([record]: Row): ActionRecord {
  return JSON.parse(record as string) as ActionRecord;
}

/** The id of an exchange as it stands in a column; null where there is none. */
export function toReference(id: string | undefined): number | null {
  return id === undefined ? null : Number(id);
}
