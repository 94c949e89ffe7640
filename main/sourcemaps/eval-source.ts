// Source maps: code that a bundle keeps in strings and evaluates (`eval-source-map`), found by the name it gives itself with `sourceURL`.
import { findMapComment } from './map-reference.ts';

/** A module inside a bundle. */
export interface EvaluatedSource {
  /** What its `sourceMappingURL` says; absent where it has none. */
  readonly mapUrl?: string;
}

const NAME = 'sourceURL=';
const MAP = 'sourceMappingURL=';
/** Where the text of a name ends: blank, quote, or the backslash of an escaped line end. */
const NAME_END = /[\s"'`\\]/;

/** The module of that name in a script's text; of several the last, as that is the one that counts. */
export function findEvaluatedSource(text: string, url: string): EvaluatedSource | undefined {
  for (let at = text.lastIndexOf(NAME + url); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(NAME + url, at - 1)) {
    const end = at + NAME.length + url.length;
    if (end < text.length && !NAME_END.test(text.charAt(end))) continue;
    const mapUrl = mapBefore(text, at);
    return mapUrl === undefined ? {} : { mapUrl };
  }
  return undefined;
}

/** The map named just before a `sourceURL` in the same string: nothing but the line end and the next comment's start lies between. */
function mapBefore(text: string, nameAt: number): string | undefined {
  const mark = text.lastIndexOf(MAP, nameAt);
  if (mark === -1) return undefined;
  const between = text.slice(mark + MAP.length, nameAt);
  const [, url] = /^([^\s"'`\\]+)(?:\\[nr]|\s)+\/\/[#@] $/.exec(between) ?? [];
  return url;
}

/** A script that names itself with `sourceURL` and was evaluated whole, as hot updates over a socket are. */
export function findNamedMap(code: string, url: string): EvaluatedSource | undefined {
  const named = findEvaluatedSource(code, url);
  if (!named || named.mapUrl !== undefined) return named;
  const mapUrl = findMapComment(code);
  return mapUrl === undefined ? named : { mapUrl };
}
