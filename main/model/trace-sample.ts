// Model: traces as tests need them.
import type { ErrorReport } from './error-report.ts';
import type { ExchangeRow } from './exchange.ts';
import type { LogRecord } from './log.ts';
import type { ActionRecord } from './page.ts';
import type { TraceRows } from './protocol.ts';
import type { SpanRecord } from './span.ts';

/** The instant samples count from. */
export const TRACE_START = Date.UTC(2026, 0, 2, 14, 3, 13);
export const TRACE_ID = '7c1e90ab34d2f56e8b07a1c3d4e5f601';
/** What the sample exchange told its upstream. */
export const EXCHANGE_SPAN = 'e000000000000001';
/** What the sample action told the page. */
export const ACTION_SPAN = 'a000000000000001';

/** `0000000000000012`. */
export function spanId(n: number): string {
  return n.toString(16).padStart(16, '0');
}

/** A span of `api` from `from` to `to`, in milliseconds after the start; under the sample exchange unless told otherwise. */
export function sampleSpan(n: number, from: number, to: number, more: Partial<SpanRecord> = {}): SpanRecord {
  return {
    id: `${TRACE_ID}-${spanId(n)}`,
    traceId: TRACE_ID,
    spanId: spanId(n),
    parentSpanId: EXCHANGE_SPAN,
    service: 'api',
    name: `work ${n}`,
    kind: 'internal',
    startedAt: TRACE_START + from,
    durationMs: to - from,
    status: 'unset',
    attributes: {},
    resource: { 'service.name': more.service ?? 'api' },
    events: [],
    links: [],
    lost: 0,
    ...more,
  };
}

/** A span nobody is the parent of. */
export function rootSpan(n: number, from: number, to: number, more: Partial<SpanRecord> = {}): SpanRecord {
  const { parentSpanId: _none, ...rest } = sampleSpan(n, from, to, more);
  return rest;
}

/** The POST of an order: asked at 0, answered after 412 ms. */
export function sampleExchange(more: Partial<ExchangeRow> = {}): ExchangeRow {
  const body = { sizeBytes: 412, keptBytes: 412, truncated: false, complete: true, contentType: 'application/json' };
  return {
    id: '1',
    startedAt: TRACE_START,
    method: 'POST',
    url: 'http://127.0.0.1:8888/api/orders',
    upstreamUrl: 'http://127.0.0.1:8080/api/orders',
    route: '/api',
    httpVersion: 'HTTP/1.1',
    status: 201,
    statusText: 'Created',
    kind: 'fetch',
    state: 'done',
    timings: { blocked: 1, dns: -1, connect: 2, tls: -1, send: 1, wait: 400, receive: 8, total: 412 },
    requestBody: body,
    responseBody: body,
    trace: { traceId: TRACE_ID, spanId: EXCHANGE_SPAN, source: 'traceparent' },
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    ...more,
  };
}

export function sampleAction(more: Partial<ActionRecord> = {}): ActionRecord {
  return {
    id: '1',
    at: TRACE_START - 10,
    pageId: 'p1',
    pageUrl: 'http://127.0.0.1:8888/checkout',
    action: 'click',
    label: 'button "Place order"',
    traceId: TRACE_ID,
    spanId: ACTION_SPAN,
    ...more,
  };
}

export function sampleTraceLog(n: number, at: number, more: Partial<LogRecord> = {}): LogRecord {
  return {
    id: String(n),
    at: TRACE_START + at,
    source: 'process:api',
    level: 'info',
    message: `line ${n}`,
    fields: {},
    traceId: TRACE_ID,
    ...more,
  };
}

export function sampleTraceError(n: number, at: number, more: Partial<ErrorReport> = {}): ErrorReport {
  return {
    id: String(n),
    at: TRACE_START + at,
    lastAt: TRACE_START + at,
    source: 'window.onerror',
    name: 'TypeError',
    message: 'Cannot read properties of undefined',
    traceId: TRACE_ID,
    count: 1,
    stack: [],
    mapped: true,
    group: 'TypeError',
    ...more,
  };
}

/** What belongs to a trace, empty but for what is told. */
export function sampleTrace(more: Partial<TraceRows> = {}): TraceRows {
  return { exchanges: [], logs: [], errors: [], actions: [], spans: [], ...more };
}

/** A click that places an order: its request, the back end's spans, what they logged. */
export function orderTrace(): TraceRows {
  const action = sampleAction();
  return sampleTrace({
    actions: [action],
    exchanges: [
      sampleExchange({
        status: 500,
        pageId: 'p1',
        trace: { traceId: TRACE_ID, spanId: EXCHANGE_SPAN, parentSpanId: ACTION_SPAN, source: 'traceparent' },
      }),
    ],
    spans: [
      sampleSpan(1, 6, 408, { kind: 'server', name: 'POST /api/orders', status: 'error' }),
      sampleSpan(2, 8, 17, { parentSpanId: spanId(1), name: 'middleware.Auth' }),
      sampleSpan(3, 20, 400, { parentSpanId: spanId(1), name: 'OrderHandler.Create', status: 'error' }),
      sampleSpan(4, 24, 118, {
        parentSpanId: spanId(3),
        name: 'SELECT carts',
        kind: 'client',
        attributes: { 'db.system.name': 'postgresql' },
      }),
      sampleSpan(5, 176, 388, { parentSpanId: spanId(3), name: 'POST /intents', kind: 'client' }),
      sampleSpan(6, 180, 380, { parentSpanId: spanId(5), name: 'POST /intents', kind: 'server', service: 'payments' }),
    ],
    logs: [
      sampleTraceLog(1, 8, { message: 'order started', spanId: spanId(1) }),
      sampleTraceLog(2, 386, { level: 'warn', message: 'payment intent empty', spanId: spanId(3) }),
      sampleTraceLog(3, 398, { level: 'error', message: 'panic recovered', spanId: spanId(3), exchangeId: '1' }),
    ],
    errors: [sampleTraceError(1, 416, { exchangeId: '1' })],
  });
}
