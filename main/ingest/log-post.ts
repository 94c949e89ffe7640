// Ingest: reads what was posted to the log path, or a line of JSON that a program wrote: one record or a list of them, in the
// shapes that loggers have. Nothing is asked for but an object; what is not known goes into the fields.
import { parseTraceParent } from '../capture/traceparent.ts';
import type { LogLevel } from '../model/log.ts';
import { toLogLevel } from './log-level.ts';
import {
  isObject,
  parseJson,
  toFilledText,
  toHexId,
  toText,
  withoutAbsent,
  type LooseObject,
  type Present,
} from './loose-value.ts';
import { MESSAGE_CHARACTERS, NAME_CHARACTERS } from './page-report.ts';

/** Records read of one post; more are counted as left out. */
export const RECORD_LIMIT = 1_000;
/** Fields kept of one record. */
export const FIELD_LIMIT = 200;

export interface PostedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** A record as its sender wrote it. */
export type PostedLog = Present<{
  /** Milliseconds since the Unix epoch. */
  at: number | undefined;
  level: LogLevel;
  message: string;
  component: string | undefined;
  error: PostedError | undefined;
  traceId: string | undefined;
  spanId: string | undefined;
  requestId: string | undefined;
  fields: LooseObject;
}>;

export interface ReadLogs {
  readonly records: readonly PostedLog[];
  /** What was no object, or one too many. */
  readonly refused: number;
}

/** The records of a post; undefined where it is no JSON object or list. */
export function readLogPost(bytes: Uint8Array): ReadLogs | undefined {
  const value = parseJson(bytes)?.value;
  if (isObject(value)) return { records: [toPostedLog(value)], refused: 0 };
  if (!Array.isArray(value)) return undefined;
  const given: readonly unknown[] = value;
  const records = given.slice(0, RECORD_LIMIT).flatMap((each) => (isObject(each) ? [toPostedLog(each)] : []));
  return { records, refused: given.length - records.length };
}

const TIMES = ['timestamp', '@timestamp', 'time', 'ts', 'date'];
const LEVELS = ['level', 'severity', 'lvl', 'levelname', 'log.level'];
const MESSAGES = ['message', 'msg', 'text'];
const ERRORS = ['error', 'err', 'exception', 'reason'];
const STACKS = ['stack', 'stacktrace', 'stack_trace'];
const COMPONENTS = ['component', 'componentName'];
const TRACES = ['traceId', 'trace_id'];
const SPANS = ['spanId', 'span_id'];
const REQUESTS = ['requestId', 'request_id', 'correlationId', 'correlation_id'];

/** A record from an object of any shape. */
export function toPostedLog(value: LooseObject): PostedLog {
  const taken = new Set<string>();
  const find = <T>(names: readonly string[], read: (value: unknown) => T | undefined): T | undefined => {
    for (const name of names) {
      const found = Object.hasOwn(value, name) ? read(value[name]) : undefined;
      if (found === undefined) continue;
      taken.add(name);
      return found;
    }
    return undefined;
  };
  const at = find(TIMES, toInstant);
  const level = find(LEVELS, toLogLevel);
  const message = find(MESSAGES, toMessage);
  const component = find(COMPONENTS, (given) => toFilledText(given, NAME_CHARACTERS));
  const stack = find(STACKS, (given) => toFilledText(given, MESSAGE_CHARACTERS));
  const error = find(ERRORS, toPostedError) ?? (stack === undefined ? undefined : toErrorOf(stack, message));
  const parent = find(['traceparent'], (given) => (typeof given === 'string' ? parseTraceParent(given) : undefined));
  const traceId = find(TRACES, (given) => toHexId(given, 32)) ?? parent?.traceId;
  const spanId = find(SPANS, (given) => toHexId(given, 16)) ?? parent?.spanId;
  const requestId = find(REQUESTS, (given) => toFilledText(given, NAME_CHARACTERS));
  return withoutAbsent({
    at,
    level: level ?? (error === undefined ? ('info' as const) : ('error' as const)),
    message: message ?? error?.message ?? '',
    component,
    error: error && stack !== undefined && error.stack === undefined ? { ...error, stack } : error,
    traceId,
    spanId,
    requestId,
    fields: Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !taken.has(name))
        .slice(0, FIELD_LIMIT),
    ),
  });
}

function toMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value.slice(0, MESSAGE_CHARACTERS);
  return value === undefined || value === null ? undefined : JSON.stringify(value).slice(0, MESSAGE_CHARACTERS);
}

function toPostedError(value: unknown): PostedError | undefined {
  const text = toFilledText(value, MESSAGE_CHARACTERS);
  if (text !== undefined) return toErrorOf(text, undefined);
  if (!isObject(value)) return undefined;
  const stack = toFilledText(value['stack'], MESSAGE_CHARACTERS);
  const first = stack === undefined ? undefined : toErrorOf(stack, undefined);
  const name = toFilledText(value['name'] ?? value['type'] ?? value['class'], NAME_CHARACTERS) ?? first?.name;
  const message = toText(value['message'] ?? value['msg'], MESSAGE_CHARACTERS) ?? first?.message;
  if (name === undefined && message === undefined) return undefined;
  return withoutAbsent({ name: name ?? 'Error', message: message ?? '', stack });
}

/** `TypeError: x is not a function` at the head of a stack's text. */
const HEAD = /^(?:Uncaught )?((?:[\w$]+\.)*[\w$]*(?:Error|Exception|Warning|Panic|Fault)[\w$]*|[A-Z][\w$]*): ([^\n]*)/;
const FRAME = /\n\s+at |@\S+:\d+:\d+|\.go:\d+|File "[^"]+", line \d+/;

function toErrorOf(text: string, message: string | undefined): PostedError {
  const [, name, said] = HEAD.exec(text) ?? [];
  const first = text.split('\n', 1)[0] ?? '';
  const facts = { name: name ?? 'Error', message: message ?? said ?? first };
  return FRAME.test(text) ? { ...facts, stack: text } : facts;
}

/** Ends of the ranges in which a number counts seconds, milliseconds and microseconds since the Unix epoch; above it is nanoseconds. */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;

/** An instant as a number in any usual unit, or as a date's text. */
function toInstant(value: unknown): number | undefined {
  if (typeof value === 'string') {
    if (/^\d+(?:\.\d+)?$/.test(value)) return toInstant(Number(value));
    const parsed = Date.parse(value);
    return Number.isNaN(parsed) ? undefined : parsed;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined;
  if (value < SECONDS_BELOW) return value * 1_000;
  if (value < MILLISECONDS_BELOW) return value;
  return value < MICROSECONDS_BELOW ? value / 1e3 : value / 1e6;
}
