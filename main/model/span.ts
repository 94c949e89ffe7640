// Model: one span that a back end told of (OpenTelemetry trace data model, the part of it used here).

export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

export const SPAN_STATUSES = ['unset', 'ok', 'error'] as const;
export type SpanStatus = (typeof SPAN_STATUSES)[number];

/** Something that happened within a span. */
export interface SpanEvent {
  /** Milliseconds since the Unix epoch, with a fraction; on the sender's clock. */
  readonly at: number;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Another span that this one has to do with. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface SpanRecord {
  /** `<traceId>-<spanId>`: a span that is sent twice is one. */
  readonly id: string;
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  /** The resource's `service.name`; `unknown_service` where it says none. */
  readonly service: string;
  readonly name: string;
  readonly kind: SpanKind;
  /** Milliseconds since the Unix epoch, with a fraction; on the sender's clock. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly status: SpanStatus;
  readonly statusMessage?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  /** The instrumentation scope's name. */
  readonly scope?: string;
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  /** Attributes, events and links that the sender or a bound left out. */
  readonly lost: number;
  /** The request it was done for: the exchange whose span is its nearest known ancestor, else the only one of its trace. */
  readonly exchangeId?: string;
}
