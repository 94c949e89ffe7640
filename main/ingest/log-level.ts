// Ingest: a record's level in the words or numbers that loggers use.
import type { LogLevel } from '../model/log.ts';

const WORDS: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  silly: 'trace',
  verbose: 'trace',
  debug: 'debug',
  dbg: 'debug',
  fine: 'debug',
  log: 'info',
  info: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  http: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  assert: 'error',
  dpanic: 'fatal',
  fatal: 'fatal',
  panic: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
};

/** RFC 5424 section 6.2.1, table 2: 0 emergency to 7 debug. */
const SYSLOG: readonly LogLevel[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];
/** pino and bunyan, in tens: 10 trace to 60 fatal. */
const TENS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** The level that a word or number stands for; undefined where it is none of those in use. */
export function toLogLevel(value: unknown): LogLevel | undefined {
  if (typeof value === 'number') return toNumberedLevel(value);
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  return /^\d{1,2}$/.test(word) ? toNumberedLevel(Number(word)) : undefined;
}

function toNumberedLevel(value: number): LogLevel | undefined {
  if (!Number.isInteger(value) || value < 0) return undefined;
  if (value < 10) return SYSLOG[value];
  return TENS[Math.min(Math.floor(value / 10), TENS.length) - 1];
}
