import { describe, expect, it } from 'vitest';
import { retriesByItself, wantsHtml } from './retrying-client.ts';

describe('a probe of a development client', () => {
  it('is known by its path or its Accept field', () => {
    const byPath = (path: string) => retriesByItself({ path, rawHeaders: [] });
    expect(['/__vite_ping', '/base/__vite_ping?x', '/sockjs-node/info?t=1', '/__webpack_hmr'].every(byPath)).toBe(true);
    expect(['/', '/?/__vite_ping', '/__webpack_hmr/x', '/sockjs-node/1/2/websocket'].some(byPath)).toBe(false);
    expect(retriesByItself({ path: '/', rawHeaders: ['ACCEPT', 'text/x-vite-ping'] })).toBe(true);
  });

  it('is also an EventSource, which would never connect again after an answer', () => {
    expect(retriesByItself({ path: '/events', rawHeaders: ['Accept', 'text/event-stream'] })).toBe(true);
    expect(retriesByItself({ path: '/events', rawHeaders: ['Accept', 'text/event-stream, */*'] })).toBe(false);
  });
});

describe('a request for a page', () => {
  it('asks for HTML or comes from a navigation', () => {
    expect(wantsHtml({ rawHeaders: ['Accept', 'Text/HTML;q=1, */*'] })).toBe(true);
    expect(wantsHtml({ rawHeaders: ['Accept', '*/*', 'Sec-Fetch-Dest', 'document'] })).toBe(true);
    expect(wantsHtml({ rawHeaders: ['Accept', '*/*', 'Sec-Fetch-Dest', 'empty'] })).toBe(false);
  });
});
