// Pure: the mark of a log line's level.
import type { LogLevel } from '../../../main/model/log.ts';
import type { MarkShape, MarkTone } from '../../kit/mark.tsx';

export interface LogLook {
  readonly shape: MarkShape;
  readonly tone: MarkTone;
}

const LOOKS: Readonly<Record<LogLevel, LogLook>> = {
  trace: { shape: 'ring', tone: 'dim' },
  debug: { shape: 'ring', tone: 'dim' },
  info: { shape: 'ring', tone: 'dim' },
  warn: { shape: 'triangle', tone: 'client' },
  error: { shape: 'square', tone: 'server' },
  fatal: { shape: 'square', tone: 'server' },
};

/** A ring where all is well, a triangle for a warning, a square for an error. */
export function logLook(level: LogLevel): LogLook {
  return LOOKS[level];
}
