// Renderer store: filter text → tokens and what each demands. Faults are values with a place and a reason.
import { KNOWN_KEYS, parseTerm, type Term, type TermFault } from './query-terms.ts';

/** One word of the filter text. `from` and `to` are offsets in it. */
export interface QueryToken {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly negated: boolean;
  /** Empty for free text. */
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  readonly term?: Term;
  /** The term asks for more than the row. */
  readonly joined?: true;
  readonly fault?: TermFault;
}

export interface ParsedQuery {
  readonly text: string;
  /** Some word asks for more than the row. */
  readonly joined: boolean;
  readonly tokens: readonly QueryToken[];
  /** The first fault; undefined where the text is good. */
  readonly fault?: QueryToken;
}

/** Reads filter text. Never throws. */
export function parseQuery(text: string): ParsedQuery {
  const tokens = splitWords(text).map((word) => toToken(word.text, word.from));
  const fault = tokens.find((token) => token.fault !== undefined);
  const joined = tokens.some((token) => token.joined);
  return fault ? { text, joined, tokens, fault } : { text, joined, tokens };
}

/** Words are parted by white space outside double quotes. */
export function splitWords(text: string): readonly { readonly text: string; readonly from: number }[] {
  const words: { text: string; from: number }[] = [];
  let start = -1;
  let quoted = false;
  for (let i = 0; i <= text.length; i += 1) {
    const character = text.charAt(i);
    if (character === '"') quoted = !quoted;
    const ends = i === text.length || (!quoted && /\s/.test(character));
    if (!ends && start < 0) start = i;
    if (ends && start >= 0) {
      words.push({ text: text.slice(start, i), from: start });
      start = -1;
    }
  }
  return words;
}

function toToken(word: string, from: number): QueryToken {
  const negated = word.startsWith('-') && word.length > 1;
  const bare = negated ? word.slice(1) : word;
  const colon = bare.indexOf(':');
  const keyed = colon > 0 && /^[a-z]+$/i.test(bare.slice(0, colon)) && !isAddress(bare, colon);
  const key = keyed ? bare.slice(0, colon).toLowerCase() : '';
  const value = unquote(keyed ? bare.slice(colon + 1) : bare);
  const read = parseTerm(key, value);
  const base = { from, to: from + word.length, text: word, negated, key, value };
  return { ...base, ...read };
}

/** `http://…` and `localhost:5173` are text to look for, not a key. */
function isAddress(word: string, colon: number): boolean {
  const isPort = /^\d{2,5}(\/|$)/.test(word.slice(colon + 1));
  return word.startsWith('//', colon + 1) || (isPort && !KNOWN_KEYS.has(word.slice(0, colon).toLowerCase()));
}

/** The text without double quotes. */
export function unquote(value: string): string {
  return value.replaceAll('"', '');
}

/** The text with `token` added at its end, or taken out where it is there already. */
export function toggleWord(text: string, word: string): string {
  const words = splitWords(text).map((found) => found.text);
  const kept = words.filter((found) => found !== word);
  return (kept.length === words.length ? [...words, word] : kept).join(' ');
}

/** The text with every word of that key replaced by one; without `value` they are taken out. */
export function setKey(text: string, key: string, value: string | null): string {
  const words = splitWords(text)
    .map((found) => found.text)
    .filter((found) => !found.toLowerCase().startsWith(`${key}:`));
  if (value !== null) words.push(`${key}:${/\s/.test(value) ? `"${value}"` : value}`);
  return words.join(' ');
}
