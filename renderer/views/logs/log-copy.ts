// Pure: a log record as text or JSON, for elsewhere.
import type { LogRecord } from '../../../main/model/log.ts';
import { stripAnsi } from '../../kit/ansi/ansi-spans.ts';

/** `2026-01-02T14:02:10.500Z error process:api panic recovered`, and the lines that follow. */
export function toLogText(record: LogRecord): string {
  const { at, level, source, message, more } = record;
  const head = `${new Date(at).toISOString()} ${level} ${source} ${stripAnsi(message)}`;
  return more === undefined ? head : `${head}\n${more}`;
}

/** The record as `inspect` prints one, its instant as ISO 8601. */
export function toLogJson(record: LogRecord): string {
  const { at, message, ...rest } = record;
  return JSON.stringify({ ...rest, at: new Date(at).toISOString(), message: stripAnsi(message) }, null, 2);
}
