// Source maps: finds which map a script or stylesheet names, by ECMA-426 section 11.1: the header first, then the last comment.

/** As the standard matches a comment's text. */
const COMMENT = /^[@#]\s*sourceMappingURL=(\S*?)\s*$/;
const MARK = 'sourceMappingURL=';
/** More than one mark at the end is rare: a library's own comment left in a bundle. */
const TRIES = 8;
const LINE_END = /[\n\r\u2028\u2029]/;

/** The value of the `SourceMap` field, or of `X-SourceMap`, its old name; header names in any case. */
export function findMapHeader(headers: readonly (readonly [string, string])[]): string | undefined {
  const named = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1].trim();
  return named('sourcemap') || named('x-sourcemap') || undefined;
}

/** What the last `sourceMappingURL` comment names, unless code follows it; undefined without one. */
export function findMapComment(text: string): string | undefined {
  let end = text.length;
  for (let i = 0; i < TRIES; i += 1) {
    const mark = text.lastIndexOf(MARK, end);
    if (mark === -1) return undefined;
    const start = lineStart(text, mark);
    const found = scan(text, start);
    if (found !== null) return found;
    end = start - 1;
    if (end < 0) return undefined;
  }
  return undefined;
}

function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !LINE_END.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** Runs over the rest of the text as the standard does without parsing: anything but blanks and comments undoes what was found before. */
function scan(text: string, start: number): string | null {
  let found: string | null = null;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 0x2028 || code === 0x2029 || code === 0xfeff) continue;
    const comment = text.charAt(at) === '/' ? readComment(text, at) : undefined;
    if (comment === undefined) {
      found = null;
      continue;
    }
    // A quote shows that this was the inside of a text.
    found = /["'`]/.test(comment.text) ? null : (COMMENT.exec(comment.text)?.[1] ?? found);
    at = comment.end - 1;
  }
  return found === '' ? null : found;
}

function readComment(text: string, at: number): { readonly text: string; readonly end: number } | undefined {
  const kind = text.charAt(at + 1);
  if (kind === '*') {
    const end = text.indexOf('*/', at + 2);
    if (end === -1) return undefined;
    return { text: text.slice(at + 2, end), end: end + 2 };
  }
  if (kind !== '/') return undefined;
  let end = at + 2;
  while (end < text.length && !LINE_END.test(text.charAt(end))) end += 1;
  return { text: text.slice(at + 2, end), end };
}
