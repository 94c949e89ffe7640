import { describe, expect, it } from 'vitest';
import { guessKind, type KindHints } from './har-kind.ts';

const NOTHING: KindHints = {
  resourceType: undefined,
  method: 'GET',
  url: 'http://h/x',
  status: 200,
  requestHeaders: [],
  contentType: undefined,
};

describe('guessKind', () => {
  it.each<[Partial<KindHints>, string]>([
    [{}, 'other'],
    [{ resourceType: 'xhr' }, 'fetch'],
    [{ resourceType: 'media', contentType: 'video/mp4' }, 'other'],
    [{ resourceType: 'document', contentType: 'application/json' }, 'document'],
    [{ url: 'wss://h/x' }, 'websocket'],
    [{ requestHeaders: [['Upgrade', 'WebSocket']] }, 'websocket'],
    [{ method: 'OPTIONS', requestHeaders: [['Access-Control-Request-Method', 'PUT']] }, 'preflight'],
    [{ method: 'OPTIONS' }, 'other'],
    [{ resourceType: 'fetch', contentType: 'text/event-stream' }, 'eventsource'],
    [{ requestHeaders: [['Sec-Fetch-Dest', 'style']] }, 'stylesheet'],
    [{ requestHeaders: [['Sec-Fetch-Dest', 'empty']], contentType: 'text/html' }, 'fetch'],
    [{ requestHeaders: [['X-Requested-With', 'XMLHttpRequest']] }, 'fetch'],
    [{ contentType: 'text/html; charset=utf-8' }, 'document'],
    [{ contentType: 'text/css' }, 'stylesheet'],
    [{ contentType: 'application/javascript' }, 'script'],
    [{ contentType: 'image/svg+xml' }, 'image'],
    [{ contentType: 'font/woff2' }, 'font'],
    [{ contentType: 'application/font-woff' }, 'font'],
    [{ contentType: 'application/json' }, 'fetch'],
  ])('%j is %s', (hints, kind) => expect(guessKind({ ...NOTHING, ...hints })).toBe(kind));
});
