// Pure: filter text → what it demands of a trace in the list. Faulty words are told and demand nothing.
import type { TraceRow } from '../../../main/model/protocol.ts';
import { splitWords } from '../../store/query-parse.ts';

export interface TraceFilter {
  readonly test: (row: TraceRow) => boolean;
  /** Words that can't be understood. */
  readonly faults: readonly string[];
}

type Test = (row: TraceRow) => boolean;

const HAS = {
  error: (row) => row.errors > 0,
  action: (row) => row.actionId !== undefined,
  request: (row) => row.exchanges > 0,
  span: (row) => row.spans > 0,
  log: (row) => row.logs > 0,
} satisfies Record<string, Test>;

/** Reads filter text: free words, `has:error`, `service:api`, `trace:7c1e`, `took:>300`, each also with `-` before it. */
export function parseTraceFilter(text: string): TraceFilter {
  const faults: string[] = [];
  const tests: Test[] = [];
  let asks = false;
  for (const { text: word } of splitWords(text)) {
    const negated = word.length > 1 && word.startsWith('-');
    const test = toTest((negated ? word.slice(1) : word).replaceAll('"', '').toLowerCase());
    if (!test) faults.push(word);
    else tests.push(negated ? (row) => !test(row) : test);
    asks ||= test !== undefined && !negated;
  }
  if (!asks) tests.push((row) => !isAlone(row));
  return { test: (row) => tests.every((test) => test(row)), faults };
}

/** A GET that nothing joined: no action, span, line or error. Assets of a page are such, so they are listed only when asked for. */
export function isAlone({ name, actionId, exchanges, spans, logs, errors }: TraceRow): boolean {
  return actionId === undefined && exchanges <= 1 && spans + logs + errors === 0 && name.startsWith('GET ');
}

function toTest(word: string): Test | undefined {
  const [, key, value = ''] = /^(has|service|trace|took):(.*)$/.exec(word) ?? [];
  if (key !== undefined && value === '') return undefined;
  switch (key) {
    case 'has':
      return value in HAS ? HAS[value as keyof typeof HAS] : undefined;
    case 'service':
      return (row) => row.services.some((service) => service.toLowerCase().includes(value));
    case 'trace':
      return (row) => row.traceId.startsWith(value);
    case 'took':
      return readTook(value);
    default:
      return (row) => `${row.name} ${row.services.join(' ')} ${row.traceId}`.toLowerCase().includes(word);
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000 };

function readTook(value: string): Test | undefined {
  const [, sign = '', number, unit = 'ms'] = /^([<>]?=?)(\d+(?:\.\d+)?)(ms|s)?$/.exec(value) ?? [];
  if (number === undefined) return undefined;
  const wanted = Number(number) * (UNITS[unit] ?? 1);
  switch (sign) {
    case '<':
      return (row) => row.durationMs < wanted;
    case '<=':
      return (row) => row.durationMs <= wanted;
    case '>':
      return (row) => row.durationMs > wanted;
    default:
      return (row) => row.durationMs >= wanted;
  }
}
