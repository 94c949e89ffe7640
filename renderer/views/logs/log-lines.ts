// Pure: a log record's text: the line that lists show, and what follows it.
import type { LogRecord } from '../../../main/model/log.ts';

/** Lines shown below a row that was opened; the detail has the rest. */
export const ROW_LINES = 100;

/** Characters of a line that lists show; the detail has the rest. */
export const LINE_LIMIT = 2_000;

export interface LogLines {
  readonly first: string;
  readonly rest: readonly string[];
}

/** A message in lines; those of a stack come after its own. */
export function toLogLines({ message, more }: Pick<LogRecord, 'message' | 'more'>): LogLines {
  const [first = '', ...rest] = message.trimEnd().split('\n');
  return { first, rest: more === undefined ? rest : [...rest, ...more.split('\n')] };
}

/** A line as far as a list shows it. */
export function cutLine(line: string): string {
  return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}
