// HAR: guesses what an exchange was for from what a HAR of another program tells.
import type { ExchangeKind } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';
import { mediaTypeOf } from './body-text.ts';

/** What the guess is made from. */
export interface KindHints {
  /** Chrome's `_resourceType`. */
  readonly resourceType: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly status: number | undefined;
  readonly requestHeaders: HeaderList;
  /** The answer's media type. */
  readonly contentType: string | undefined;
}

const RESOURCE_TYPES: Readonly<Record<string, ExchangeKind>> = {
  document: 'document',
  script: 'script',
  stylesheet: 'stylesheet',
  image: 'image',
  font: 'font',
  fetch: 'fetch',
  xhr: 'fetch',
  preflight: 'preflight',
  websocket: 'websocket',
  eventsource: 'eventsource',
};

/** Values of `Sec-Fetch-Dest` (Fetch metadata, W3C); `empty` is a fetch. */
const DESTINATIONS: Readonly<Record<string, ExchangeKind>> = {
  document: 'document',
  iframe: 'document',
  frame: 'document',
  script: 'script',
  worker: 'script',
  serviceworker: 'script',
  sharedworker: 'script',
  style: 'stylesheet',
  image: 'image',
  font: 'font',
  websocket: 'websocket',
};

/** The likeliest kind. */
export function guessKind(hints: KindHints): ExchangeKind {
  const { requestHeaders, method, url } = hints;
  const type = mediaTypeOf(hints.contentType);
  if (/^wss?:/i.test(url) || headerValue(requestHeaders, 'upgrade')?.toLowerCase() === 'websocket') return 'websocket';
  if (method === 'OPTIONS' && headerValue(requestHeaders, 'access-control-request-method') !== undefined)
    return 'preflight';
  if (type === 'text/event-stream') return 'eventsource';
  const known =
    RESOURCE_TYPES[hints.resourceType ?? ''] ?? DESTINATIONS[headerValue(requestHeaders, 'sec-fetch-dest') ?? ''];
  if (known !== undefined) return known;
  if (
    headerValue(requestHeaders, 'sec-fetch-dest') === 'empty' ||
    headerValue(requestHeaders, 'x-requested-with') !== undefined
  ) {
    return 'fetch';
  }
  return kindOfType(type);
}

function kindOfType(type: string): ExchangeKind {
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'document';
  if (type === 'text/css') return 'stylesheet';
  if (/(java|ecma)script/.test(type)) return 'script';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('font/') || /^application\/(x-)?font|woff/.test(type)) return 'font';
  if (/json|xml|x-www-form-urlencoded|graphql|^multipart\/|grpc/.test(type)) return 'fetch';
  return 'other';
}
