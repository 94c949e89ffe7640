// Ingest: reads what was posted to the log path: one record or a list of them, in the shapes that loggers have.
import type { LogLevel } from '../model/log.ts';
import { readLogObject, type PostedError } from './logs/log-object.ts';
import { isObject, parseJson, withoutAbsent, type LooseObject, type Present } from './loose-value.ts';

/** Records read of one post; more are counted as left out. */
export const RECORD_LIMIT = 1_000;
/** A record as its sender wrote it. */
export type PostedLog = Present<{
  /** Milliseconds since the Unix epoch. */
  at: number | undefined;
  level: LogLevel;
  message: string;
  component: string | undefined;
  error: PostedError | undefined;
  traceId: string | undefined;
  spanId: string | undefined;
  requestId: string | undefined;
  fields: LooseObject;
}>;

export interface ReadLogs {
  readonly records: readonly PostedLog[];
  /** What was no object, or one too many. */
  readonly refused: number;
}

/** The records of a post; undefined where it is no JSON object or list. */
export function readLogPost(bytes: Uint8Array): ReadLogs | undefined {
  const value = parseJson(bytes)?.value;
  if (isObject(value)) return { records: [toPostedLog(value)], refused: 0 };
  if (!Array.isArray(value)) return undefined;
  const given: readonly unknown[] = value;
  const records = given.slice(0, RECORD_LIMIT).flatMap((each) => (isObject(each) ? [toPostedLog(each)] : []));
  return { records, refused: given.length - records.length };
}

/** A record from an object of any shape. */
export function toPostedLog(value: LooseObject): PostedLog {
  const { time, level, message, component, error, traceId, spanId, requestId, fields } = readLogObject(value);
  return withoutAbsent({
    at: time?.at,
    level: level ?? (error === undefined ? ('info' as const) : ('error' as const)),
    message: message ?? error?.message ?? '',
    component,
    error,
    traceId,
    spanId,
    requestId,
    fields,
  });
}
