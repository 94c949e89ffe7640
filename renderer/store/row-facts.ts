// Renderer store: what filters and lists need of a row beyond its fields, found once a row.
import type { ExchangeKind, ExchangeRow } from '../../main/model/exchange.ts';

/** A URL's parts, as they stand in it. */
export interface UrlParts {
  /** With the port. */
  readonly host: string;
  /** Starts with a slash. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly search: string;
}

export interface RowFacts {
  readonly url: UrlParts;
  /** Host of what was sent on; that of the request where nothing was. */
  readonly upstreamHost: string;
  /** The upstream is not on this machine. */
  readonly remote: boolean;
  /** What free text is searched in, lower case. */
  readonly haystack: string;
  /** Media type without parameters, lower case; empty where none is known. */
  readonly mime: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|[^:]*\.localhost)(:\d+)?$/i;

const cache = new WeakMap<ExchangeRow, RowFacts>();

/** The facts of a row; the same object each time for the same row. */
export function rowFacts(row: ExchangeRow): RowFacts {
  const held = cache.get(row);
  if (held) return held;
  const facts = toFacts(row);
  cache.set(row, facts);
  return facts;
}

function toFacts(row: ExchangeRow): RowFacts {
  const url = splitUrl(row.url);
  const upstream = row.upstreamUrl === undefined ? url : splitUrl(row.upstreamUrl);
  const type = row.responseBody.contentType ?? '';
  return {
    url,
    upstreamHost: upstream.host,
    remote: !LOOPBACK.test(upstream.host),
    haystack:
      `${row.method} ${row.url} ${row.upstreamUrl ?? ''} ${row.status ?? ''} ${row.error?.code ?? ''} ${type}`.toLowerCase(),
    mime: (type.split(';', 1)[0] ?? '').trim().toLowerCase(),
  };
}

/** Bytes that count as a row's size: what its answer's body has, or what passed on its socket. */
export function rowBytes(row: ExchangeRow): number {
  return row.responseBody.sizeBytes + row.messageBytes;
}

/** Splits an absolute URL without judging it. */
export function splitUrl(url: string): UrlParts {
  const scheme = url.indexOf('://');
  const from = scheme < 0 ? 0 : scheme + 3;
  const slash = indexOfAny(url, '/?#', from);
  const host = url.slice(from, slash);
  const hash = url.indexOf('#', slash);
  const rest = url.slice(slash, hash < 0 ? undefined : hash);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  return { host, path: path === '' ? '/' : path, search: mark < 0 ? '' : rest.slice(mark) };
}

function indexOfAny(text: string, characters: string, from: number): number {
  for (let i = from; i < text.length; i += 1) if (characters.includes(text.charAt(i))) return i;
  return text.length;
}

/** The groups that kind chips stand for; `all` is none of them. */
export const KIND_GROUPS = ['document', 'script', 'style', 'image', 'fetch', 'socket', 'stream', 'other'] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

const GROUP_OF: Readonly<Record<ExchangeKind, KindGroup>> = {
  document: 'document',
  script: 'script',
  stylesheet: 'style',
  image: 'image',
  font: 'other',
  fetch: 'fetch',
  preflight: 'fetch',
  websocket: 'socket',
  eventsource: 'stream',
  other: 'other',
};

/** The group a kind belongs to. */
export function kindGroup(kind: ExchangeKind): KindGroup {
  return GROUP_OF[kind];
}
