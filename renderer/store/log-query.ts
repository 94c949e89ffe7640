// Renderer store: filter text of the Logs view → what the session is asked for. Faults are values with a place and a reason.
import { LOG_LEVELS, type LogLevel } from '../../main/model/log.ts';
import type { LogFilter } from '../../main/model/protocol.ts';
import { logSourceName } from './log-source.ts';
import { completeWords, type Completion } from './query-complete.ts';
import { splitWords, unquote } from './query-parse.ts';

/** Why a word can't be used: a key of the words, and what to put in it. */
export interface LogFault {
  readonly reason: 'needs-value' | 'unknown-value' | 'no-negation';
  readonly subject: string;
  /** What could stand there instead. */
  readonly known?: string;
}

/** One word of the filter text. `from` and `to` are offsets in it. */
export interface LogWord {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly negated: boolean;
  /** Empty for free text. */
  readonly key: string;
  /** Without quotes. */
  readonly value: string;
  readonly fault?: LogFault;
}

export interface ParsedLogQuery {
  readonly tokens: readonly LogWord[];
  /** What all good words demand. */
  readonly filter: LogFilter;
  /** The first fault; undefined where the text is good. */
  readonly fault?: LogWord;
}

/** The keys a filter knows besides paths of fields, in the order completion shows them. */
export const LOG_KEYS = ['level', 'source', 'trace', 'request', 'exchange', 'page', 'field'] as const;
type LogKey = (typeof LOG_KEYS)[number];

/** Other words for levels. */
const LEVEL_WORDS: Readonly<Record<string, LogLevel>> = {
  warning: 'warn',
  err: 'error',
  critical: 'fatal',
  panic: 'fatal',
  information: 'info',
};

/** A filter as it grows. */
interface Draft {
  levels?: readonly LogLevel[];
  sources?: readonly string[];
  texts: string[];
  without: string[];
  fields: { readonly path: string; readonly text: string }[];
  ids: { traceId?: string; requestId?: string; exchangeId?: string; pageId?: string };
}

/** Reads filter text. `sources` are those of the session, of which words name parts. Never throws. */
export function parseLogQuery(text: string, sources: readonly string[] = []): ParsedLogQuery {
  const draft: Draft = { texts: [], without: [], fields: [], ids: {} };
  const tokens = splitWords(text).map((word) => toLogWord(word.text, word.from, draft, sources));
  const { levels, texts, without, fields, ids } = draft;
  const filter: LogFilter = {
    ...(levels ? { levels } : {}),
    ...(draft.sources ? { sources: draft.sources } : {}),
    ...(texts.length > 0 ? { texts } : {}),
    ...(without.length > 0 ? { without } : {}),
    ...(fields.length > 0 ? { fields } : {}),
    ...ids,
  };
  const fault = tokens.find((token) => token.fault !== undefined);
  return fault ? { tokens, filter, fault } : { tokens, filter };
}

function toLogWord(word: string, from: number, draft: Draft, sources: readonly string[]): LogWord {
  const negated = word.startsWith('-') && word.length > 1;
  const bare = negated ? word.slice(1) : word;
  const key = keyOf(bare);
  const value = unquote(key === '' ? bare : bare.slice(key.length + 1));
  const base = { from, to: from + word.length, text: word, negated, key, value };
  const fault = demand(draft, base, sources);
  return fault ? { ...base, fault } : base;
}

/** What stands before the first colon, where that can be a key or a field: neither an address nor a time. */
function keyOf(word: string): string {
  const key = /^([a-z_@][\w@.$-]*):(?!\/\/)/i.exec(word)?.[1];
  if (key === undefined) return '';
  return isKey(key.toLowerCase()) ? key.toLowerCase() : key;
}

function isKey(key: string): key is LogKey {
  return LOG_KEYS.some((known) => known === key);
}

/** Adds what a word demands. */
function demand(draft: Draft, word: Omit<LogWord, 'fault'>, sources: readonly string[]): LogFault | undefined {
  const { key, value, negated } = word;
  // `TypeError:` is text as long as nothing follows: only a path of a field has a value.
  if (key === '' || (value === '' && !isKey(key))) {
    (negated ? draft.without : draft.texts).push(key === '' ? value : `${key}:`);
    return undefined;
  }
  if (value === '') return { reason: 'needs-value', subject: key };
  if (!isKey(key)) return demandField(draft, key, value, negated);
  switch (key) {
    case 'level':
      return demandLevels(draft, value, negated);
    case 'source':
      return demandSources(draft, value, negated, sources);
    case 'field':
      return demandNamedField(draft, value, negated);
    default:
      if (negated) return { reason: 'no-negation', subject: key };
      draft.ids[`${key}Id`] = key === 'trace' ? value.toLowerCase() : value;
      return undefined;
  }
}

function demandField(draft: Draft, key: string, text: string, negated: boolean): LogFault | undefined {
  if (negated) return { reason: 'no-negation', subject: key };
  draft.fields.push({ path: key.replace(/^field\./, ''), text });
  return undefined;
}

/** `field:user.id=42`; without a value the field must be there. */
function demandNamedField(draft: Draft, value: string, negated: boolean): LogFault | undefined {
  const cut = value.indexOf('=');
  return demandField(draft, cut < 0 ? value : value.slice(0, cut), cut < 0 ? '' : value.slice(cut + 1), negated);
}

function demandLevels(draft: Draft, value: string, negated: boolean): LogFault | undefined {
  const wanted = new Set<LogLevel>();
  for (const part of value.toLowerCase().split(',')) {
    const [, sign = '=', name = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(part) ?? [];
    const level = LOG_LEVELS.find((known) => known === name) ?? LEVEL_WORDS[name];
    if (!level) return { reason: 'unknown-value', subject: part, known: LOG_LEVELS.join(', ') };
    for (const one of levelsFrom(sign, level)) wanted.add(one);
  }
  const held = draft.levels ?? LOG_LEVELS;
  draft.levels = held.filter((level) => wanted.has(level) !== negated);
  return undefined;
}

function levelsFrom(sign: string, level: LogLevel): readonly LogLevel[] {
  const at = LOG_LEVELS.indexOf(level);
  return LOG_LEVELS.filter((_, index) => {
    if (index === at) return sign !== '>' && sign !== '<';
    return index > at ? sign.startsWith('>') : sign.startsWith('<');
  });
}

function demandSources(draft: Draft, value: string, negated: boolean, known: readonly string[]): undefined {
  const named = value
    .split(',')
    .filter(Boolean)
    .flatMap((name) => matchSources(name, known));
  if (negated) draft.sources = (draft.sources ?? known).filter((source) => !named.includes(source));
  else draft.sources = draft.sources ? draft.sources.filter((source) => named.includes(source)) : named;
}

/** Sources with that name; where there is none, those that have it in theirs; else the name itself, so that nothing matches. */
function matchSources(name: string, known: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  const exact = known.filter(
    (source) => source.toLowerCase() === wanted || logSourceName(source).toLowerCase() === wanted,
  );
  if (exact.length > 0) return exact;
  const part = known.filter((source) => source.toLowerCase().includes(wanted));
  return part.length > 0 ? part : [name];
}

/** What could stand at the caret; `sources` are those of the session. */
export function completeLogQuery(text: string, caret: number, sources: readonly string[]): readonly Completion[] {
  return completeWords(text, caret, LOG_KEYS, (key) => {
    if (key === 'level') return ['>=info', '>=warn', '>=error', ...LOG_LEVELS];
    return key === 'source' ? sources.map((source) => sourceWord(source, sources)) : [];
  });
}

/** The shortest word that names this source alone. */
export function sourceWord(source: string, sources: readonly string[]): string {
  const name = logSourceName(source);
  return sources.some((other) => other !== source && logSourceName(other) === name) ? source : name;
}
