// Ingest: what a line of a log was understood as.
import type { LogLevel } from '../../model/log.ts';
import type { PostedError } from './log-object.ts';
import type { LogTime } from './log-time.ts';

export interface LogIds {
  traceId?: string;
  spanId?: string;
  requestId?: string;
}

/** A line, or the object that it holds. */
export interface ParsedLine extends Readonly<LogIds> {
  /** `zap`, `logfmt`, `klog`, …; absent for plain text. */
  readonly format?: string;
  readonly time?: LogTime;
  readonly level?: LogLevel;
  readonly message: string;
  readonly fields?: Record<string, unknown>;
  /** An error with its stack. */
  readonly error?: PostedError;
}
