// Model: one line that a process wrote.

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A log record (OpenTelemetry logs data model, the part of it used here). */
export interface LogRecord {
  readonly id: string;
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** `process:<name>`. */
  readonly source: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
