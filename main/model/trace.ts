// Model: trace context (W3C Trace Context level 2), as far as a request's own fields tell it.

/**
 * Which field a trace was read from; `generated` where Throughline began it. `b3` stands for the other ways that are older than
 * Trace Context too: `Trace-Id` and Jaeger's `uber-trace-id`.
 */
export const TRACE_SOURCES = ['traceparent', 'x-request-id', 'b3', 'generated'] as const;
export type TraceSource = (typeof TRACE_SOURCES)[number];

/** What ties a request to what caused it and to what it caused. */
export interface TraceContext {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** The exchange's own span, which the upstream is told as its parent: 16 lower-case hex digits, not all zero. */
  readonly spanId?: string;
  /** The sender's span. */
  readonly parentSpanId?: string;
  /** The value of `X-Request-ID` or `X-Correlation-ID`. */
  readonly requestId?: string;
  readonly source: TraceSource;
  /** The name of the field it was read from, lower-case, where that is not what `source` says. */
  readonly field?: string;
  /** The sampled flag (section 3.2.2.5.1). */
  readonly sampled?: boolean;
  /** The `tracestate` as it was sent on: its members, combined. */
  readonly traceState?: string;
}

/** What is done with a route's trace context. */
export interface TracePolicy {
  /**
   * `span`: the exchange is a span of its own between the sender's and the upstream's; `keep`: a valid `traceparent` passes as it is,
   * and one is added where there is none; `off`: the fields pass as they are.
   */
  readonly traceparent: 'span' | 'keep' | 'off';
  /** Adds `X-Request-ID` where there is none. */
  readonly requestId: boolean;
  /** Begins a trace for requests that bring none. */
  readonly generate: boolean;
}

export const DEFAULT_TRACE_POLICY: TracePolicy = { traceparent: 'span', requestId: true, generate: true };
