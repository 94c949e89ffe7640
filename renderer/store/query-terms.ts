// Renderer store: what one word of a filter demands of a row.
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { isRunning } from './session-state.ts';
import { KIND_GROUPS, kindGroup, rowBytes, rowFacts, splitUrl } from './row-facts.ts';

/** What a word may ask about that stands in other records than the row. */
export interface Joins {
  /** Rises when any answer may have changed. */
  readonly version: string;
  readonly hasError: (row: ExchangeRow) => boolean;
  /** Address of the page that asked for it, as it was loaded. */
  readonly pageUrl: (row: ExchangeRow) => string | undefined;
}

export const NO_JOINS: Joins = { version: '', hasError: () => false, pageUrl: () => undefined };

export type Term = (row: ExchangeRow, joins: Joins) => boolean;

/** Why a word can't be used: a key of the `traffic` words, and what to put in it. */
export interface TermFault {
  readonly reason: 'unknown-key' | 'needs-value' | 'not-a-number' | 'not-a-size' | 'not-a-duration' | 'unknown-value';
  readonly subject: string;
  /** What could stand there instead. */
  readonly known?: string;
}

/** `joined` where the term asks for more than the row. */
export type TermResult = { readonly term: Term; readonly joined?: true } | { readonly fault: TermFault };

type Reader = (value: string) => TermResult;

const IS = {
  open: (row) => row.state === 'open' || row.state === 'streaming',
  pending: (row) => row.state === 'pending',
  running: isRunning,
  done: (row) => row.state === 'done',
  failed: (row) => row.state === 'failed',
  cut: (row) => row.requestBody.truncated || row.responseBody.truncated,
  reused: (row) => row.connection?.reused === true,
} satisfies Record<string, Term>;

const HAS = {
  error: (row, joins) => row.state === 'failed' || (row.status ?? 0) >= 400 || joins.hasError(row),
  body: (row) => row.responseBody.sizeBytes > 0,
  payload: (row) => row.requestBody.sizeBytes > 0,
  messages: (row) => row.messagesIn + row.messagesOut > 0,
  query: (row) => rowFacts(row).url.search !== '',
  hmr: (row) => row.hmrUpdateId !== undefined,
  trace: (row) => row.trace !== undefined,
  action: (row) => row.initiator?.action !== undefined,
} satisfies Record<string, Term>;

const SIZE_FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  k: 1e3,
  mb: 1e6,
  m: 1e6,
  gb: 1e9,
  g: 1e9,
};
const TIME_FACTORS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1000, m: 60_000, min: 60_000 };

const READERS: Readonly<Record<string, Reader>> = {
  status: readStatus,
  size: (value) => readAmount(value, SIZE_FACTORS, 'not-a-size', rowBytes),
  took: (value) => readAmount(value, TIME_FACTORS, 'not-a-duration', (row) => row.timings.total),
  kind: readKind,
  method: (value) => oneOf(value, (row, wanted) => row.method.toLowerCase() === wanted),
  route: (value) => oneOf(value, (row, wanted) => (row.route ?? '').toLowerCase().includes(wanted)),
  host: (value) =>
    oneOf(value, (row, wanted) => {
      const facts = rowFacts(row);
      return facts.url.host.toLowerCase().includes(wanted) || facts.upstreamHost.toLowerCase().includes(wanted);
    }),
  path: (value) => oneOf(value, (row, wanted) => pathOf(row).includes(wanted)),
  mime: (value) => oneOf(value, (row, wanted) => rowFacts(row).mime.includes(wanted)),
  proto: (value) => oneOf(value, (row, wanted) => row.httpVersion.toLowerCase().includes(wanted)),
  hmr: (value) => oneOf(value, (row, wanted) => row.hmrUpdateId === wanted),
  trace: (value) => oneOf(value, (row, wanted) => row.trace?.traceId.startsWith(wanted) ?? false),
  page: (value) => ({ ...oneOf(value, isOfPage), joined: true }),
  action: (value) => oneOf(value, (row, wanted) => (row.initiator?.action ?? '').toLowerCase().includes(wanted)),
  is: (value) => named(value, IS),
  has: (value) => ({ ...named(value, HAS), joined: true }),
};

/** The keys a filter knows, in the order completion shows them. */
export const QUERY_KEYS: readonly string[] = Object.keys(READERS);

/** The same for looking up. */
export const KNOWN_KEYS: ReadonlySet<string> = new Set(QUERY_KEYS);

/** Values worth offering for a key. */
export function keyValues(key: string): readonly string[] {
  switch (key) {
    case 'is':
      return Object.keys(IS);
    case 'has':
      return Object.keys(HAS);
    case 'kind':
      return [...KIND_GROUPS];
    case 'status':
      return ['>=400', '2xx', '3xx', '4xx', '5xx', '404', '500'];
    case 'method':
      return ['get', 'post', 'put', 'patch', 'delete', 'options', 'head'];
    case 'size':
      return ['>10kb', '>100kb', '>1mb'];
    case 'took':
      return ['>100', '>300', '>1s', '>5s'];
    case 'mime':
      return ['json', 'html', 'javascript', 'css', 'image/', 'text/event-stream'];
    case 'proto':
      return ['http/1.1', 'http/2'];
    default:
      return [];
  }
}

/** What a word demands; an empty key is free text. */
export function parseTerm(key: string, value: string): TermResult {
  if (key === '') {
    const wanted = value.toLowerCase();
    return { term: (row) => rowFacts(row).haystack.includes(wanted) };
  }
  const read = READERS[key];
  if (!read) return { fault: { reason: 'unknown-key', subject: key, known: QUERY_KEYS.join(', ') } };
  if (value === '') return { fault: { reason: 'needs-value', subject: key } };
  return read(value);
}

function pathOf(row: ExchangeRow): string {
  const { url } = rowFacts(row);
  return (url.path + url.search).toLowerCase();
}

/** By the page's id, or a part of its path. */
function isOfPage(row: ExchangeRow, wanted: string, joins: Joins): boolean {
  if (row.pageId === wanted || (row.kind === 'document' && row.id === wanted)) return true;
  const url = joins.pageUrl(row);
  return url !== undefined && splitUrl(url).path.toLowerCase().includes(wanted);
}

function oneOf(
  value: string,
  matches: (row: ExchangeRow, wanted: string, joins: Joins) => boolean,
): { readonly term: Term } {
  const wanted = value.toLowerCase().split(',').filter(Boolean);
  return { term: (row, joins) => wanted.some((one) => matches(row, one, joins)) };
}

function named(value: string, known: Readonly<Record<string, Term>>): TermResult {
  const terms: Term[] = [];
  for (const name of value.toLowerCase().split(',')) {
    const term = known[name];
    if (!term) return { fault: { reason: 'unknown-value', subject: name, known: Object.keys(known).join(', ') } };
    terms.push(term);
  }
  return { term: (row, joins) => terms.some((term) => term(row, joins)) };
}

function readKind(value: string): TermResult {
  const wanted = new Set<string>();
  for (const name of value.toLowerCase().split(',')) {
    const kinds = ['stylesheet', 'websocket', 'eventsource', 'font', 'preflight'];
    if (!KIND_GROUPS.some((group) => group === name) && !kinds.includes(name))
      return { fault: { reason: 'unknown-value', subject: name, known: KIND_GROUPS.join(', ') } };
    wanted.add(name);
  }
  return { term: (row) => wanted.has(kindGroup(row.kind)) || wanted.has(row.kind) };
}

function readStatus(value: string): TermResult {
  const terms: Term[] = [];
  for (const part of value.toLowerCase().split(',')) {
    const family = /^([1-5])xx$/.exec(part)?.[1];
    const range = /^(\d{3})-(\d{3})$/.exec(part);
    const compared = /^(>=|<=|>|<|=)?(\d{1,3})$/.exec(part);
    if (family !== undefined) terms.push((row) => Math.floor((row.status ?? 0) / 100) === Number(family));
    else if (range) terms.push((row) => (row.status ?? 0) >= Number(range[1]) && (row.status ?? 0) <= Number(range[2]));
    else if (compared) {
      const test = comparison(compared[1] ?? '=', Number(compared[2]));
      terms.push((row) => row.status !== undefined && test(row.status));
    } else return { fault: { reason: 'not-a-number', subject: part } };
  }
  return { term: (row, joins) => terms.some((term) => term(row, joins)) };
}

function readAmount(
  value: string,
  factors: Readonly<Record<string, number>>,
  reason: TermFault['reason'],
  amountOf: (row: ExchangeRow) => number,
): TermResult {
  const parts = /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)([a-z]*)$/i.exec(value);
  const factor = factors[(parts?.[3] ?? '').toLowerCase()];
  if (!parts || factor === undefined) return { fault: { reason, subject: value } };
  const test = comparison(parts[1] ?? '>=', Number(parts[2]) * factor);
  return { term: (row) => amountOf(row) >= 0 && test(amountOf(row)) };
}

function comparison(operator: string, limit: number): (value: number) => boolean {
  switch (operator) {
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    default:
      return (value) => value === limit;
  }
}
