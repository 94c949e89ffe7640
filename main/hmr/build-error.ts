// HMR: what went wrong in a build, and where, from what servers write about it. The one place where columns are converted:
// they come counted from 0 or from 1, and leave counted from 1, like lines.
import type { HmrError } from '../model/hmr.ts';

/** A place in a file. `line` from 1, `column` from 1. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a server's columns count from: `zero` Vite, webpack, Babel, frames of Rspack; `one` Parcel, Turbopack, Rspack's `File:`. */
export type ColumnBase = 'zero' | 'one';

/** The most of a message and of a code frame that are kept, in characters. */
export const MAX_ERROR_CHARACTERS = 16_384;

// eslint-disable-next-line no-control-regex -- Escape sequences begin with a control character (ECMA-48 section 5.4).
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** Takes terminal colours out. */
export function stripAnsi(text: string): string {
  return text.replace(ANSI, '');
}

/** A place from numbers as a server gives them; without a line that counts from 1 there is none. */
export function toPlace(file: string | undefined, line: unknown, column: unknown, base: ColumnBase): Place {
  const place: { file?: string; line?: number; column?: number } = {};
  if (file !== undefined && file !== '') place.file = file;
  if (!isCount(line) || line < 1) return place;
  place.line = line;
  if (isCount(column)) place.column = Math.max(1, base === 'zero' ? column + 1 : column);
  return place;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** A place from `line:column` as digits. */
export function parsePlace(file: string | undefined, line: string, column: string, base: ColumnBase): Place {
  return toPlace(file, Number(line), Number(column), base);
}

/** The error of these parts; colours are taken out and the lengths bounded. */
export function toBuildError(message: string, place: Place, codeFrame?: string): HmrError {
  const frame = codeFrame === undefined ? '' : stripAnsi(codeFrame).replace(/\s+$/, '');
  return {
    message: stripAnsi(message)
      .replace(/(\n[ \t]*){3,}/g, '\n\n')
      .trim()
      .slice(0, MAX_ERROR_CHARACTERS),
    ...place,
    ...(frame.trim() !== '' && { codeFrame: frame.slice(0, MAX_ERROR_CHARACTERS) }),
  };
}

/** A line of a code frame: `> 2 | text`, `2  |  text`, ` 5 │ text`. Groups: what stands before the text, the number. */
const NUMBERED = /^(\s*(?:>\s*)?(\d+)\s*[|│] ?)/;
/** A line of a code frame without a number: marks under the line before it. */
const MARKED = /^\s*(?:>\s*)?(?:[|│:·]) ?(?=[\s^─┬╰┴━]*$)/;

/** The code frame inside a message: its numbered lines with the marks between them. undefined where there is none. */
export function findCodeFrame(message: string): string | undefined {
  const lines = stripAnsi(message).split('\n');
  const isFrame = (line: string | undefined): boolean =>
    line !== undefined && (NUMBERED.test(line) || (MARKED.test(line) && line.trim() !== ''));
  const first = lines.findIndex((line) => NUMBERED.test(line));
  if (first < 0) return undefined;
  let end = first;
  while (isFrame(lines[end])) end += 1;
  return lines.slice(first, end).join('\n');
}

/** A message without its code frame and what is drawn around it. */
export function cutCodeFrame(message: string, frame: string | undefined): string {
  const clean = stripAnsi(message);
  if (frame === undefined) return clean;
  const [before = '', after = ''] = clean.split(frame, 2);
  const above = before.replace(/\n\s*[,╭][-─]\[[^\n]*(?:\n\s*[|│]\s*)*\n?$/, '');
  return [above, after.replace(/^\s*(?:[`╰][-─]+|[-─]+[╯'])/, '')].join('\n').trim();
}

/** Where the first `^` of a code frame points: from 1, as the frame shows the text itself. */
export function findMark(frame: string): Place {
  let numbered: { readonly line: number; readonly indent: number } | undefined;
  for (const line of frame.split('\n')) {
    const found = NUMBERED.exec(line);
    if (found) numbered = { line: Number(found[2]), indent: found[1]?.length ?? 0 };
    else if (numbered && /\^|─|━/.test(line)) {
      return toPlace(undefined, numbered.line, line.search(/\^|─|━/) - numbered.indent, 'zero');
    }
  }
  return {};
}

/** `file` from a path that begins a line and ends with `:line:column`, `file:line:column`. */
const LOCATED = /^(.+?):(\d+):(\d+)(?:-[\d:]+)?$/;

/** A place from `file:line:column`. */
export function parseLocated(text: string, base: ColumnBase): Place | undefined {
  const found = LOCATED.exec(text.trim());
  return found ? parsePlace(found[1], found[2] ?? '', found[3] ?? '', base) : undefined;
}
