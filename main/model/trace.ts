// Model: trace context (W3C Trace Context level 2), as far as a request's own fields tell it.

/** Which field a trace was read from; `generated` where Throughline began it. */
export const TRACE_SOURCES = ['traceparent', 'x-request-id', 'b3', 'generated'] as const;
export type TraceSource = (typeof TRACE_SOURCES)[number];

/** What ties a request to what caused it and to what it caused. */
export interface TraceContext {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** The request's own span: 16 lower-case hex digits, not all zero. */
  readonly spanId?: string;
  readonly parentSpanId?: string;
  /** The value of `X-Request-ID` or `X-Correlation-ID`. */
  readonly requestId?: string;
  readonly source: TraceSource;
}
