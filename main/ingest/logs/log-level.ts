// Ingest: a record's level in the words or numbers that loggers use.
import { LOG_LEVELS, type LogLevel } from '../../model/log.ts';

const WORDS: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  trc: 'trace',
  finest: 'trace',
  finer: 'trace',
  silly: 'trace',
  verbose: 'trace',
  debug: 'debug',
  dbg: 'debug',
  dbug: 'debug',
  config: 'debug',
  fine: 'debug',
  log: 'info',
  info: 'info',
  inf: 'info',
  information: 'info',
  informational: 'info',
  notice: 'info',
  http: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  erro: 'error',
  severe: 'error',
  assert: 'error',
  dpanic: 'fatal',
  fatal: 'fatal',
  ftl: 'fatal',
  fata: 'fatal',
  pnc: 'fatal',
  pani: 'fatal',
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

/** OpenTelemetry's severity number: 1 trace to 24 fatal, four of each; 0 says nothing. */
export function fromSeverity(value: number): LogLevel | undefined {
  return LOG_LEVELS[Math.ceil(value / 4) - 1];
}

const LEVEL = '(trace|debug|info|warn|warning|error|err|fatal|panic)';
/** The word as the value of a level field, in brackets, or first in the line but for time stamps and punctuation. */
const LEVEL_PATTERNS = [
  new RegExp(`\\b(?:level|lvl|severity)["']?\\s*[=:]\\s*["']?${LEVEL}\\b`, 'i'),
  new RegExp(`[[(<]\\s*${LEVEL}\\s*[\\])>]`, 'i'),
  new RegExp(`^[\\d\\s:.,/TZ+\\-[\\]()|]*(?:npm\\s+)?${LEVEL}(?![\\w-])`, 'i'),
];

/** How much of a line is searched for its level. */
const LEVEL_CHARACTERS = 512;

/** The level a line names, where it does so plainly. */
export function findLevel(line: string): LogLevel | undefined {
  const head = line.length > LEVEL_CHARACTERS ? line.slice(0, LEVEL_CHARACTERS) : line;
  for (const pattern of LEVEL_PATTERNS) {
    const word = pattern.exec(head)?.[1];
    if (word !== undefined) return toLogLevel(word);
  }
  return undefined;
}

function toNumberedLevel(value: number): LogLevel | undefined {
  if (!Number.isInteger(value) || value < 0) return undefined;
  if (value < 10) return SYSLOG[value];
  return TENS[Math.min(Math.floor(value / 10), TENS.length) - 1];
}
