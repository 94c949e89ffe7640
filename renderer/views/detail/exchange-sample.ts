// Test support: one exchange to vary.
import type { BodyInfo, Exchange } from '../../../main/model/exchange.ts';

export const EMPTY_BODY: BodyInfo = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

/** A finished `GET`, 412 ms long, with whatever else is asked for. */
export function sampleExchange(change: Partial<Exchange> = {}): Exchange {
  return {
    id: '7',
    startedAt: 1_762_264_993_102,
    method: 'GET',
    url: 'http://127.0.0.1:8888/api/orders/9131?full=1',
    upstreamUrl: 'http://127.0.0.1:8080/api/orders/9131?full=1',
    route: '/api',
    httpVersion: 'HTTP/1.1',
    status: 200,
    statusText: 'OK',
    kind: 'fetch',
    state: 'done',
    timings: { blocked: 4, dns: -1, connect: -1, tls: -1, send: 3, wait: 396, receive: 9, total: 412 },
    requestBody: EMPTY_BODY,
    responseBody: { sizeBytes: 486, keptBytes: 486, truncated: false, complete: true, contentType: 'application/json' },
    connection: { id: '14', reused: true, idleMs: 600, remoteAddress: '127.0.0.1:8080', localPort: 51884 },
    clientConnection: { id: '3', requestIndex: 40 },
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    requestHeaders: [['Host', '127.0.0.1:8888']],
    upstreamRequestHeaders: [['Host', '127.0.0.1:8080']],
    upstreamResponseHeaders: [['Content-Type', 'application/json']],
    responseHeaders: [['Content-Type', 'application/json']],
    requestTrailers: [],
    responseTrailers: [],
    informational: [],
    ...change,
  };
}
