// Pure: filter text → what it demands of an HMR record. Faulty words are told and demand nothing.
import { HMR_DIALECTS, HMR_TYPES, type HmrRecord } from '../../../main/model/hmr.ts';
import { splitWords } from '../../store/query-parse.ts';
import { hmrState } from './hmr-look.ts';

export interface HmrFilter {
  readonly test: (record: HmrRecord) => boolean;
  /** Words that can't be understood. */
  readonly faults: readonly string[];
}

type Test = (record: HmrRecord) => boolean;

const IS = {
  applied: (record) => record.appliedAt !== undefined,
  confirmed: (record) => record.applied === 'confirmed',
  inferred: (record) => record.applied === 'inferred',
  open: (record) => ['open', 'reloading'].includes(hmrState(record)),
  failed: (record) => ['failed', 'standing', 'fixed'].includes(hmrState(record)),
  reloaded: (record) => record.reloadedAt !== undefined,
  standing: (record) => hmrState(record) === 'standing',
} satisfies Record<string, Test>;

/** Reads filter text: `file`, `type:full-reload`, `dialect:vite`, `is:inferred`, `took:>1s`, each also with `-` before it. */
export function parseHmrFilter(text: string): HmrFilter {
  const faults: string[] = [];
  const tests: Test[] = [];
  for (const { text: word } of splitWords(text)) {
    const negated = word.length > 1 && word.startsWith('-');
    const test = toTest((negated ? word.slice(1) : word).replaceAll('"', '').toLowerCase());
    if (!test) faults.push(word);
    else tests.push(negated ? (record) => !test(record) : test);
  }
  return { test: (record) => tests.every((test) => test(record)), faults };
}

function toTest(word: string): Test | undefined {
  const [, key, value = ''] = /^(type|dialect|is|took|slow):(.*)$/.exec(word) ?? [];
  switch (key) {
    case 'type':
      return oneOf(value, HMR_TYPES, (record) => record.type);
    case 'dialect':
      return oneOf(value, HMR_DIALECTS, (record) => record.dialect);
    case 'is':
      return value in IS ? IS[value as keyof typeof IS] : undefined;
    case 'took':
    case 'slow':
      return readDuration(value);
    default:
      return (record) => haystack(record).includes(word);
  }
}

function oneOf(value: string, known: readonly string[], read: (record: HmrRecord) => string): Test | undefined {
  const wanted = value.split(',');
  return wanted.every((one) => known.includes(one)) ? (record) => wanted.includes(read(record)) : undefined;
}

/** `300`, `>300ms`, `<=1.5s`; without a sign at least so long. */
function readDuration(value: string): Test | undefined {
  const [, sign = '>=', figure, unit] = /^(>=|<=|>|<)?(\d+(?:\.\d+)?)(ms|s)?$/.exec(value) ?? [];
  if (figure === undefined) return undefined;
  const limit = Number(figure) * (unit === 's' ? 1000 : 1);
  return ({ durationMs }) => {
    if (durationMs === undefined) return false;
    if (sign.startsWith('>')) return durationMs > limit || (sign === '>=' && durationMs === limit);
    return durationMs < limit || (sign === '<=' && durationMs === limit);
  };
}

const haystacks = new WeakMap<HmrRecord, string>();

function haystack(record: HmrRecord): string {
  const held = haystacks.get(record);
  if (held !== undefined) return held;
  const { type, dialect, name, files, modules, error, reason, detail, triggeredBy, key } = record;
  const text = [
    type,
    dialect,
    name,
    ...files,
    ...modules.map(({ path }) => path),
    error?.file,
    error?.message,
    reason,
    detail,
    triggeredBy,
    key,
  ]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
  haystacks.set(record, text);
  return text;
}
