// Proxy: which requests ask for a document that a browser will show, and what must not go upstream with them.
import type { RequestHead } from '../request-head.ts';
import { rawValue } from '../retrying-client.ts';

/** Values of `Sec-Fetch-Dest` that mean a document of its own (Fetch standard, request destinations). */
const DOCUMENT_DESTINATIONS = new Set(['document', 'iframe', 'frame']);

/** Fields by which scripts say that they asked for a piece of a page. */
const SCRIPT_FIELDS = ['x-requested-with', 'hx-request', 'turbo-frame', 'x-turbo-request-id', 'x-pjax', 'x-inertia'];

/** A browser that has the document may ask whether it changed; the answer 304 would bring back one without the tag, or with an old one. */
const CONDITIONS = new Set(['if-none-match', 'if-modified-since']);

/** True for navigations. Where a browser does not say what a request is for, its `Accept` tells. */
export function isDocumentRequest({ method, rawHeaders }: Pick<RequestHead, 'method' | 'rawHeaders'>): boolean {
  if (method !== 'GET' && method !== 'POST') return false;
  const destination = rawValue(rawHeaders, 'sec-fetch-dest').trim().toLowerCase();
  if (destination !== '') return DOCUMENT_DESTINATIONS.has(destination);
  if (!rawValue(rawHeaders, 'accept').toLowerCase().includes('text/html')) return false;
  return SCRIPT_FIELDS.every((name) => rawValue(rawHeaders, name) === '');
}

/** The same request without what could be answered with 304; requests for a part stay as they are. */
export function withoutConditions(head: RequestHead): RequestHead {
  const { rawHeaders } = head;
  if (rawValue(rawHeaders, 'range') !== '') return head;
  const kept: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!CONDITIONS.has(name.toLowerCase())) kept.push(name, rawHeaders[i + 1] ?? '');
  }
  return kept.length === rawHeaders.length ? head : { ...head, rawHeaders: kept };
}
