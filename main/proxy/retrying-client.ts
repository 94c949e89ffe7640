// Proxy: requests of clients that ask again by themselves, and for which any answer is worse than none.
import type { RequestHead } from './request-head.ts';

/**
 * True for requests whose connection is cut while the upstream is down, as it would be without a proxy.
 * Probes of development clients take any answer as "it is back" and would reload the page into a failure page: Vite's
 * ping (by `Accept` since version 4, by path before), SockJS's `info` (webpack-dev-server), and the event stream of
 * webpack-hot-middleware. An `EventSource` connects again after a cut, but never after an answer other than 200
 * (HTML standard section 9.2.2).
 */
export function retriesByItself(head: Pick<RequestHead, 'path' | 'rawHeaders'>): boolean {
  const query = head.path.indexOf('?');
  const path = query === -1 ? head.path : head.path.slice(0, query);
  if (path.endsWith('/__vite_ping') || path.endsWith('/sockjs-node/info') || path.endsWith('/__webpack_hmr'))
    return true;
  const accept = rawValue(head.rawHeaders, 'accept');
  return accept.includes('text/x-vite-ping') || accept.trim().toLowerCase() === 'text/event-stream';
}

/** True for requests whose answer a person will look at. */
export function wantsHtml(head: Pick<RequestHead, 'rawHeaders'>): boolean {
  return (
    rawValue(head.rawHeaders, 'sec-fetch-dest') === 'document' ||
    rawValue(head.rawHeaders, 'accept').toLowerCase().includes('text/html')
  );
}

/** The first value of a field in a flat list, or an empty string; `name` in lower case. */
export function rawValue(rawHeaders: readonly string[], name: string): string {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() === name) return rawHeaders[i + 1] ?? '';
  }
  return '';
}
