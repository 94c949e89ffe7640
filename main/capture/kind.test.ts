import { expect, test } from 'vitest';
import type { HeaderList } from '../model/headers.ts';
import { toKind } from './kind.ts';

function kind(
  request: Record<string, string>,
  rest: { method?: string; path?: string; upgrade?: boolean; type?: string } = {},
): string {
  const responseHeaders: HeaderList | undefined = rest.type === undefined ? undefined : [['content-type', rest.type]];
  return toKind({
    method: rest.method ?? 'GET',
    url: `http://127.0.0.1:8888/${rest.path ?? ''}`,
    upgrade: rest.upgrade ?? false,
    requestHeaders: Object.entries(request),
    ...(responseHeaders && { responseHeaders }),
  });
}

test.each([
  ['websocket', kind({ 'Sec-Fetch-Dest': 'empty' }, { upgrade: true })],
  ['preflight', kind({ 'access-control-request-method': 'PUT' }, { method: 'OPTIONS' })],
  ['other', kind({}, { method: 'OPTIONS' })],
  ['eventsource', kind({ accept: 'text/event-stream', 'Sec-Fetch-Dest': 'empty' })],
  ['eventsource', kind({ 'sec-fetch-dest': 'empty' }, { type: 'Text/Event-Stream; charset=utf-8' })],
  ['document', kind({ 'Sec-Fetch-Dest': 'document' })],
  ['document', kind({ 'sec-fetch-dest': 'iframe' })],
  ['script', kind({ 'sec-fetch-dest': 'script' }, { path: 'style.css', type: 'text/css' })],
  ['script', kind({ 'sec-fetch-dest': 'worker' })],
  ['stylesheet', kind({ 'sec-fetch-dest': 'style' })],
  ['image', kind({ 'sec-fetch-dest': 'image' })],
  ['font', kind({ 'sec-fetch-dest': 'font' })],
  ['other', kind({ 'sec-fetch-dest': 'video' })],
  ['other', kind({ 'sec-fetch-dest': 'constructor' })],
  ['fetch', kind({ 'sec-fetch-dest': 'empty' }, { path: 'x.js' })],
  ['document', kind({ 'sec-fetch-mode': 'navigate' })],
  ['fetch', kind({ 'sec-fetch-mode': 'cors' })],
  ['document', kind({ Accept: 'text/html,application/xhtml+xml' })],
  ['stylesheet', kind({ Accept: 'text/css,*/*;q=0.1' })],
  ['image', kind({ Accept: 'image/avif,image/webp' })],
  ['fetch', kind({ Accept: 'application/json' })],
  ['fetch', kind({ accept: '*/*' }, { type: 'application/problem+json' })],
  ['fetch', kind({}, { type: 'application/x-ndjson' })],
  ['script', kind({}, { type: 'text/javascript' })],
  ['script', kind({}, { path: 'src/main.ts?t=17' })],
  ['image', kind({}, { path: 'a/logo.SVG#x' })],
  ['font', kind({}, { path: 'f.woff2' })],
  ['other', kind({}, { path: 'a.b/c' })],
])('%s', (expected, actual) => {
  expect(actual).toBe(expected);
});
