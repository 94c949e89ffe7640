// Model: one line that a process wrote.

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log record (OpenTelemetry logs data model, the part of it used here). */
export interface LogRecord {
  readonly id: string;
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** `process:<name>`, `file:<path>`, `otlp:<service>`, `browser` (the page's console) or `http` (posted to `/__throughline/log`). */
  readonly source: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly requestId?: string;
  readonly exchangeId?: string;
  readonly pageId?: string;
  /** How the request was found; `time` is a guess: the only request that the process was busy with. */
  readonly joinedBy?: 'span' | 'trace' | 'request-id' | 'time';
  /** How sure that is, 0 to 1; 1 for ids. Only where `joinedBy` is there. */
  readonly confidence?: number;
  /** What its text was understood as: `zap`, `logfmt`, `klog`, …; absent for plain text. */
  readonly format?: string;
  /** Lines that belong to it after the first, such as a stack; joined by line feeds, without colours. */
  readonly more?: string;
}
