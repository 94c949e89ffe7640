// Model: what other programs tell of themselves, as it comes in; and what windows hear of it, which is only how much there is.
import type { LogLevel } from './log.ts';
import type { MetricSample } from './metric.ts';
import type { ProfileRecord } from './profile.ts';
import type { SpanRecord } from './span.ts';

/** A log record as an OTLP sender gave it, before it is joined and numbered. */
export interface OtlpLog {
  readonly at: number;
  readonly service: string;
  /** OpenTelemetry's severity number, 1 to 24; 0 where none was said. */
  readonly severity: number;
  readonly severityText?: string;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope?: string;
  readonly traceId?: string;
  readonly spanId?: string;
}

/** What came in one go from a receiver or a poll. */
export interface TelemetryBatch {
  readonly spans?: readonly SpanRecord[];
  readonly logs?: readonly OtlpLog[];
  readonly metrics?: readonly MetricSample[];
  /** `bytes` is the raw profile. */
  readonly profile?: { readonly record: ProfileRecord; readonly bytes: Uint8Array };
}

/** How many log records there are, for lists and chips that ask for the records themselves. */
export interface LogTotals {
  readonly total: number;
  /** When the first was written; absent while there are none. */
  readonly firstAt?: number;
  /** Of the newest; absent while there are none. */
  readonly lastId?: string;
  readonly lastAt?: number;
  readonly levels: Readonly<Record<LogLevel, number>>;
  /** By source, 200 at most; the rest count under the last, `…`. */
  readonly sources: Readonly<Record<string, number>>;
}

/** What windows hear of logs, spans, metrics and profiles: that there is more to ask for. Put four times a second at most. */
export interface TelemetryTotals {
  readonly logs: LogTotals;
  readonly spans: number;
  readonly metrics: number;
  readonly profiles: number;
  /** Grows with every span, log or error that belongs to a trace: a shown trace is asked for again. */
  readonly traced: number;
}

/** What was joined to an exchange; for lists. */
export interface JoinedCounts {
  readonly logs: number;
  /** Of them, at level `warn`. */
  readonly warnings: number;
  /** Of them, at level `error` and `fatal`. */
  readonly failures: number;
  readonly spans: number;
  /** Of them, with the status `error`. */
  readonly failedSpans: number;
}
