// Proxy: finds the comment by which a script or stylesheet names its source map (ECMA-426, linking generated code to source maps).

/** The longest address that is looked at, in bytes. */
const URL_LIMIT = 8 * 1024;
/** What may stand after the comment and still be looked through, in bytes. */
const REST_LIMIT = 16 * 1024;

const NAME = 'sourceMappingURL=';
/** Blanks and comments alone: no code, after which the comment would count for nothing. */
const NO_CODE = /^(?:\s|\/\/[^\r\n]*(?=[\r\n]|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*$/;

export interface MapComment {
  /** The map is in the address itself (`data:`). */
  readonly inline: boolean;
  /** As it stands there; empty for a map in the address. */
  readonly url: string;
  /** Where the address begins and ends, in bytes. */
  readonly start: number;
  readonly end: number;
}

/** The last comment of that kind, where nothing but comments and blanks follows it. */
export function findMapComment(content: Buffer): MapComment | undefined {
  const at = content.lastIndexOf(NAME, undefined, 'latin1');
  if (at === -1) return undefined;
  const opening = /(\/\/|\/\*)[#@][ \t]+$/.exec(content.toString('latin1', Math.max(0, at - 16), at))?.[1];
  if (opening === undefined) return undefined;
  const start = at + NAME.length;
  const text = content.toString('latin1', start, start + URL_LIMIT);
  if (text.startsWith('data:')) return { inline: true, url: '', start, end: start };
  const url = (opening === '/*' ? /^[^\s'"*]+/ : /^[^\s'"]+/).exec(text)?.[0];
  if (url === undefined || url.length === URL_LIMIT) return undefined;
  const end = start + url.length;
  if (content.length - end > REST_LIMIT) return undefined;
  const rest = content.toString('latin1', end);
  const after = (opening === '/*' ? /^\s*\*\// : /^[ \t]*(?=[\r\n]|$)/).exec(rest);
  if (!after || !NO_CODE.test(rest.slice(after[0].length))) return undefined;
  return { inline: false, url: Buffer.from(url, 'latin1').toString('utf8'), start, end };
}
