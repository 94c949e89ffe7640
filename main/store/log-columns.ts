// Store: log records as columns and back.
import type { LogRecord } from '../model/log.ts';
import type { Row, Value } from './connection.ts';
import { parseText, toSelectList } from './message-columns.ts';
import { toReference } from './page-columns.ts';

export const LOG_COLUMNS = [
  'id',
  'at',
  'source',
  'level',
  'message',
  'fields',
  'trace_id',
  'span_id',
  'request_id',
  'exchange',
  'page',
  'joined_by',
  'confidence',
  'format',
  'more',
] as const;

/** How many columns `logs` has in sessions of a version, where those are fewer. */
const EARLY_COLUMNS: Readonly<Record<number, number>> = { 1: 6, 2: 6, 3: 11 };

/** The select list in a session of that version: `parseLog` takes its rows. */
export function toLogList(version: number): string {
  return toSelectList(LOG_COLUMNS.slice(0, EARLY_COLUMNS[version]));
}

export function toLogValues(log: LogRecord): Value[] {
  return [
    Number(log.id),
    log.at,
    log.source,
    log.level,
    log.message,
    toFields(log.fields),
    log.traceId ?? null,
    log.spanId ?? null,
    log.requestId ?? null,
    toReference(log.exchangeId),
    log.pageId ?? null,
    log.joinedBy ?? null,
    log.confidence ?? null,
    log.format ?? null,
    log.more ?? null,
  ];
}

/** A record from a list of `toLogList`. */
export function parseLog(row: Row): LogRecord {
  return {
    id: String(row[0]),
    at: row[1] as number,
    source: row[2] as string,
    level: row[3] as LogRecord['level'],
    message: parseText(row[4]),
    fields: row[5] === NO_FIELDS ? {} : (JSON.parse(row[5] as string) as LogRecord['fields']),
    ...present('traceId', row[6]),
    ...present('spanId', row[7]),
    ...present('requestId', row[8]),
    ...present('exchangeId', row[9]),
    ...present('pageId', row[10]),
    ...present('joinedBy', row[11]),
    ...(typeof row[12] === 'number' ? { confidence: row[12] } : undefined),
    ...present('format', row[13]),
    ...present('more', row[14]),
  };
}

const NO_FIELDS = '{}';

/** JSON; most lines have no fields, and writing it out costs more than looking for one. */
function toFields(fields: LogRecord['fields']): string {
  for (const _name in fields) return JSON.stringify(fields);
  return NO_FIELDS;
}

/** A field of that name, where the column has a value and is there. */
function present(name: string, value: unknown): Record<string, string> | undefined {
  return value === null || value === undefined ? undefined : { [name]: parseText(value) };
}
