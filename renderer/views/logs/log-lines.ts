// Pure: a log record's text: the line that lists show, and what follows it.
import type { LogRecord } from '../../../main/model/log.ts';

/** Lines shown below a row that was opened; the detail has the rest. */
export const ROW_LINES = 100;

/** Characters of a line that lists show; the detail has the rest. */
export const LINE_LIMIT = 2_000;

/** Characters of which colours are read. */
const COLOURED_LIMIT = 16_384;

export interface LogLines {
  readonly first: string;
  readonly rest: readonly string[];
}

/** A message in lines; those of a stack come after its own. */
export function toLogLines({ message, more }: Pick<LogRecord, 'message' | 'more'>): LogLines {
  const [first = '', ...rest] = message.trimEnd().split('\n');
  return { first, rest: more === undefined ? rest : [...rest, ...more.split('\n')] };
}

/** The field that holds a record's text as it was written, with its colours. */
const ANSI = 'ansi';

/** The text with its colours, where it had some. */
export function colouredText({ fields }: Pick<LogRecord, 'fields'>): string | undefined {
  const text = fields[ANSI];
  return typeof text === 'string' ? text.slice(0, COLOURED_LIMIT) : undefined;
}

/** The fields that are more than the text over again. */
export function ownFields({ fields }: Pick<LogRecord, 'fields'>): LogRecord['fields'] {
  const { [ANSI]: _coloured, ...own } = fields;
  return own;
}

/** A line as far as a list shows it. */
export function cutLine(line: string): string {
  return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}
