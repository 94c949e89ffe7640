// Ingest: `key=value` pairs, as logfmt, logrus and slog write them as text; and the pairs at the end of other lines.
import { toParsedLine } from './json-line.ts';
import { readLogObject } from './log-object.ts';
import type { ParsedLine } from './parsed-line.ts';

const START = /^[A-Za-z_@][\w.@/-]*=/;
const PAIR = /\s*([A-Za-z_@][\w.@/-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y;

/** undefined where the line is anything else, or its pairs say neither a level nor a message. */
export function parseLogfmtLine(text: string): ParsedLine | undefined {
  if (!START.test(text)) return undefined;
  const pairs = readPairs(text, 0);
  if (!pairs) return undefined;
  const found = readLogObject(pairs);
  if (found.level === undefined && found.message === undefined) return undefined;
  const format = toFormat(text, pairs);
  return toParsedLine(found, format, text);
}

/** The pairs from a place to the text's end; undefined where there is something else. */
export function readPairs(text: string, from: number): Record<string, string> | undefined {
  const pairs: Record<string, string> = {};
  PAIR.lastIndex = from;
  let end = from;
  for (let match = PAIR.exec(text); match; match = PAIR.exec(text)) {
    const [, name = '', quoted, plain = ''] = match;
    const value = quoted === undefined ? plain : unescape(quoted);
    if (name === '__proto__') return undefined;
    pairs[name] = value;
    end = PAIR.lastIndex;
  }
  return text.slice(end).trim() === '' && end > from ? pairs : undefined;
}

const TAIL = /(?:\s+[A-Za-z_@][\w.@/-]*=(?:"(?:[^"\\]|\\.)*"|[^\s"=]*))+\s*$/;
/** Longest text whose end is searched for pairs. */
const TAIL_CHARACTERS = 4_096;

/** A message that ends with pairs, taken apart. */
export function splitPairs(text: string): { readonly message: string; readonly fields?: Record<string, string> } {
  if (text.length > TAIL_CHARACTERS || !text.includes('=')) return { message: text };
  const match = TAIL.exec(text);
  const fields = match ? readPairs(text, match.index) : undefined;
  return match && fields ? { message: text.slice(0, match.index).trimEnd(), fields } : { message: text };
}

function unescape(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  return quoted.replace(/\\(.)/g, (_, each: string) => ({ n: '\n', t: '\t', r: '\r' })[each] ?? each);
}

/** slog writes levels in capitals, logrus does not; both call the message `msg` and the time `time`. */
function toFormat(text: string, pairs: Record<string, string>): string {
  if (!text.startsWith('time=') || pairs['msg'] === undefined) return 'logfmt';
  const level = pairs['level'] ?? '';
  return level !== '' && level === level.toUpperCase() ? 'slog' : 'logrus';
}
