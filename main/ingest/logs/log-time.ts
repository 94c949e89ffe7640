// Ingest: the instant that a line of a log says, in the ways that loggers write it.

/** An instant as it was written. */
export interface LogTime {
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** Written in whole seconds: it was at some time within. */
  readonly isSecond?: boolean;
  /** The same where the text is in UTC, though it names no zone. */
  readonly utcAt?: number;
  /** As it was written. */
  readonly raw: string | number;
}

/** How far ahead of its arrival a line's time may be, in milliseconds; a clock of the same machine isn't, another's may be a bit. */
export const AHEAD_LIMIT_MS = 60_000;
/** How old a line may be, in milliseconds: files are read from their start. */
export const BEHIND_LIMIT_MS = 10 * 366 * 86_400_000;
/** How soon after it was written a line in whole seconds arrives, in milliseconds. */
const FRESH_MS = 5_000;
/** The largest part of a second that whole seconds leave out, in milliseconds. */
const REST_OF_SECOND_MS = 999;

/**
 * When a line was written that arrived at `arrivedAt`: as it says itself, else when it arrived. undefined for a time that can't be.
 * A time in whole seconds that has just been is made the instant of arrival, so that a line doesn't come before what it is about.
 */
export function settleTime(time: LogTime, arrivedAt: number): number | undefined {
  const { at, utcAt, isSecond = false } = time;
  const isOff = Math.abs(at - arrivedAt) > AHEAD_LIMIT_MS;
  const settled = isOff && utcAt !== undefined && Math.abs(utcAt - arrivedAt) <= AHEAD_LIMIT_MS ? utcAt : at;
  const age = arrivedAt - settled;
  if (age < -AHEAD_LIMIT_MS || age > BEHIND_LIMIT_MS) return undefined;
  return isSecond && age >= 0 && age < FRESH_MS ? Math.min(arrivedAt, settled + REST_OF_SECOND_MS) : settled;
}

const DATE_TIME =
  /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ]| - )(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d)(?![\w:]))?(?: (?:UTC|GMT)(?= |$))?/;

/** A date and a time of day at the start of a text, and where it ends. A text without a zone is in local time. */
export function parseDateTime(text: string): { readonly time: LogTime; readonly end: number } | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [raw, year, month, day, hour, minute, second, fraction, zone] = match;
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  const rest = fraction === undefined ? 0 : Number(`0.${fraction}`) * 1_000;
  const utc = Date.UTC(...parts) + rest;
  if (!isOnCalendar(parts)) return undefined;
  const facts = { raw, ...(fraction === undefined && { isSecond: true }) };
  const offset = zone === undefined ? undefined : zoneOffset(zone);
  if (offset !== undefined) return { time: { at: utc - offset, ...facts }, end: raw.length };
  return { time: { at: new Date(...parts).getTime() + rest, utcAt: utc, ...facts }, end: raw.length };
}

type DateParts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function isOnCalendar([, month, day, hour, minute, second]: DateParts): boolean {
  return month >= 0 && month < 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60;
}

/** Milliseconds that a zone is ahead of UTC. */
function zoneOffset(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Ends of the ranges in which a number counts seconds, milliseconds and microseconds since the Unix epoch; above it is nanoseconds. */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;

/** A number that counts from the Unix epoch, in the unit that its size tells. */
export function toEpochTime(value: number): LogTime | undefined {
  if (!Number.isFinite(value) || value <= 0) return undefined;
  if (value < SECONDS_BELOW) {
    return { at: value * 1_000, raw: value, ...(Number.isInteger(value) && { isSecond: true }) };
  }
  if (value < MILLISECONDS_BELOW) return { at: value, raw: value };
  return { at: value < MICROSECONDS_BELOW ? value / 1e3 : value / 1e6, raw: value };
}

const EPOCH = /^\d{9,19}(?:\.\d+)?$|^\d\.\d+e\+?\d\d$/i;
/** Longest text that may be a time. */
const TIME_CHARACTERS = 64;

/** A time as a value of JSON or logfmt: a number, a text of one, or a date. */
export function toLogTime(value: unknown): LogTime | undefined {
  if (typeof value === 'number') return toEpochTime(value);
  if (typeof value === 'object' && value !== null) return toInstant(value);
  if (typeof value !== 'string' || value.length > TIME_CHARACTERS) return undefined;
  const found = parseDateTime(value);
  if (found) return found.time;
  if (EPOCH.test(value)) return toEpochTime(Number(value));
  const parsed = /\d{4}/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(parsed) ? undefined : { at: parsed, raw: value };
}

/** Log4j's `instant`. */
function toInstant(value: object): LogTime | undefined {
  const { epochSecond, nanoOfSecond = 0 } = value as { epochSecond?: unknown; nanoOfSecond?: unknown };
  if (typeof epochSecond !== 'number' || typeof nanoOfSecond !== 'number') return undefined;
  return toEpochTime(epochSecond + nanoOfSecond / 1e9);
}
