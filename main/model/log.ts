// Model: one line that a process wrote.

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log record (OpenTelemetry logs data model, the part of it used here). */
export interface LogRecord {
  readonly id: string;
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** `process:<name>`, `browser` (the page's console) or `http` (posted to `/__throughline/log`). */
  readonly source: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly requestId?: string;
  readonly exchangeId?: string;
  readonly pageId?: string;
}
