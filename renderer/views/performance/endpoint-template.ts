// Pure: paths that differ only in ids are one endpoint.
import type { ExchangeKind } from '../../../main/model/exchange.ts';

const NUMBER = /^\d+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^(?=.*\d)[0-9a-f]{8,}$/i;
/** ULIDs, nanoids and the like: long, with letters and several digits, no dot. */
const TOKEN = /^(?=(?:.*\d){2})(?=.*[a-z])[\w-]{16,}$/i;
/** Ids with a prefix: `c_4410`, `order-9131`. */
const PREFIXED = /^[a-z]{1,12}[_-]\d+$/i;

/** Kinds of which a development server serves hundreds of files: one line a folder is enough. */
const FILE_KINDS: ReadonlySet<ExchangeKind> = new Set(['script', 'stylesheet', 'image', 'font']);

function isId(segment: string): boolean {
  return [NUMBER, UUID, HEX, TOKEN, PREFIXED].some((pattern) => pattern.test(segment));
}

/** The path with ids as `:id`, without its query; for files their first folder and `**`. */
export function toEndpoint(url: string, kind: ExchangeKind): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url;
  const segments = path.split('/').slice(1);
  if (FILE_KINDS.has(kind) && segments.length > 1) return `/${segments[0] ?? ''}/**`;
  return `/${segments.map((segment) => (isId(segment) ? ':id' : segment)).join('/')}`;
}
