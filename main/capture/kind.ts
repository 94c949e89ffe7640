// Capture: tells what an exchange is for, from what browser and server say of it.
import type { ExchangeKind } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';

/** What is known of an exchange; `responseHeaders` are absent before the answer. */
export interface KindEvidence {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** The request asks for an upgrade to WebSocket. */
  readonly upgrade: boolean;
  readonly requestHeaders: HeaderList;
  readonly responseHeaders?: HeaderList;
}

/** `Sec-Fetch-Dest` (Fetch Metadata, section 2.1); `empty` says only that no element asked. */
const BY_DESTINATION: ReadonlyMap<string, ExchangeKind> = new Map([
  ['document', 'document'],
  ['iframe', 'document'],
  ['frame', 'document'],
  ['embed', 'document'],
  ['object', 'document'],
  ['fencedframe', 'document'],
  ['script', 'script'],
  ['worker', 'script'],
  ['sharedworker', 'script'],
  ['serviceworker', 'script'],
  ['audioworklet', 'script'],
  ['paintworklet', 'script'],
  ['style', 'stylesheet'],
  ['xslt', 'stylesheet'],
  ['image', 'image'],
  ['font', 'font'],
  ['audio', 'other'],
  ['video', 'other'],
  ['track', 'other'],
  ['manifest', 'other'],
  ['report', 'other'],
  ['json', 'script'],
]);

const BY_TYPE: readonly (readonly [RegExp, ExchangeKind])[] = [
  [/^(text\/html|application\/xhtml\+xml)$/, 'document'],
  [/^(text|application)\/(x-)?(java|ecma)script$/, 'script'],
  [/^text\/css$/, 'stylesheet'],
  [/^image\//, 'image'],
  [/^(font\/|application\/(x-)?font-|application\/vnd\.ms-fontobject)/, 'font'],
  [/^application\/((.+\+)?json|x-ndjson|xml|graphql|grpc)/, 'fetch'],
];

const BY_EXTENSION: readonly (readonly [RegExp, ExchangeKind])[] = [
  [/\.(m?[jt]sx?|cjs|vue|svelte)$/, 'script'],
  [/\.(css|scss|sass|less|styl)$/, 'stylesheet'],
  [/\.(png|jpe?g|gif|webp|avif|svg|ico|bmp)$/, 'image'],
  [/\.(woff2?|ttf|otf|eot)$/, 'font'],
  [/\.x?html?$/, 'document'],
];

const EVENT_STREAM = 'text/event-stream';

/** The kind, by the first of: upgrade, preflight, event stream, Fetch Metadata, `Accept`, the answer's type, the path's extension. */
export function toKind(evidence: KindEvidence): ExchangeKind {
  const request = (name: string): string => headerValue(evidence.requestHeaders, name)?.trim().toLowerCase() ?? '';
  if (evidence.upgrade) return 'websocket';
  if (evidence.method === 'OPTIONS' && request('Access-Control-Request-Method') !== '') return 'preflight';
  const type = mediaType(evidence.responseHeaders);
  const accept = request('Accept');
  if (type === EVENT_STREAM || accept.startsWith(EVENT_STREAM)) return 'eventsource';
  return (
    byFetchMetadata(request('Sec-Fetch-Dest'), request('Sec-Fetch-Mode')) ??
    byAccept(accept) ??
    find(BY_TYPE, type) ??
    find(BY_EXTENSION, pathOf(evidence.url)) ??
    'other'
  );
}

/** The media type of `Content-Type`, lower case and without parameters; empty where there is none. */
export function mediaType(headers: HeaderList | undefined): string {
  const value = headers && headerValue(headers, 'Content-Type');
  return value?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function byFetchMetadata(destination: string, mode: string): ExchangeKind | undefined {
  if (destination === 'empty') return 'fetch';
  if (destination !== '') return BY_DESTINATION.get(destination) ?? 'other';
  if (mode === 'navigate') return 'document';
  if (mode === 'websocket') return 'websocket';
  return mode === 'cors' || mode === 'same-origin' ? 'fetch' : undefined;
}

function byAccept(accept: string): ExchangeKind | undefined {
  if (accept.startsWith('text/html')) return 'document';
  if (accept.startsWith('text/css')) return 'stylesheet';
  if (accept.startsWith('image/')) return 'image';
  return accept.startsWith('application/json') ? 'fetch' : undefined;
}

function find(table: readonly (readonly [RegExp, ExchangeKind])[], text: string): ExchangeKind | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
