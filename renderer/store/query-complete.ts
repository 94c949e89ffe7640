// Renderer store: what could be typed next in a filter.
import { splitWords } from './query-parse.ts';
import { keyValues, QUERY_KEYS } from './query-terms.ts';

export interface Completion {
  /** What is shown. */
  readonly label: string;
  /** The whole text once it is chosen. */
  readonly text: string;
  /** Where the caret then stands. */
  readonly caret: number;
  /** A key: a value must follow. */
  readonly open: boolean;
}

/** Most completions offered at once. */
export const MAX_COMPLETIONS = 12;

/** What could stand at the caret; `values` adds those of this session (routes, hosts) by key. */
export function completeQuery(
  text: string,
  caret: number,
  values: Readonly<Record<string, readonly string[]>> = {},
): readonly Completion[] {
  return completeWords(text, caret, QUERY_KEYS, (key) => [...(values[key] ?? []), ...keyValues(key)]);
}

/** The same for other keys and values. */
export function completeWords(
  text: string,
  caret: number,
  keys: readonly string[],
  valuesOf: (key: string) => readonly string[],
): readonly Completion[] {
  const word = splitWords(text).find((found) => found.from <= caret && caret <= found.from + found.text.length);
  const from = word?.from ?? caret;
  const typed = text.slice(from, caret);
  const sign = typed.startsWith('-') ? '-' : '';
  const bare = typed.slice(sign.length).toLowerCase();
  const tail = text.slice(word ? word.from + word.text.length : caret);
  const colon = bare.indexOf(':');

  const put = (label: string, inserted: string, open: boolean): Completion => {
    const head = text.slice(0, from) + inserted;
    const gap = open || tail.startsWith(' ') ? '' : ' ';
    return { label, text: head + gap + tail, caret: head.length + gap.length, open };
  };

  if (colon < 0) return keys.filter((key) => key.startsWith(bare)).map((key) => put(`${key}:`, `${sign}${key}:`, true));

  const key = bare.slice(0, colon);
  const list = bare.slice(colon + 1);
  const comma = list.lastIndexOf(',');
  const part = list.slice(comma + 1);
  const before = list.slice(0, comma + 1);
  const known = [...new Set(valuesOf(key))];
  return known
    .filter((value) => value.toLowerCase().includes(part) && value.toLowerCase() !== part)
    .slice(0, MAX_COMPLETIONS)
    .map((value) => put(value, `${sign}${key}:${before}${/\s/.test(value) ? `"${value}"` : value}`, false));
}
