// Ingest: a record of a log that is an object, in the shapes that loggers have. Nothing is asked for but an object; what is not known
// goes into the fields.
import { parseTraceParent } from '../../capture/traceparent.ts';
import type { LogLevel } from '../../model/log.ts';
import { isObject, toFilledText, toText, withoutAbsent, type LooseObject } from '../loose-value.ts';
import { MESSAGE_CHARACTERS, NAME_CHARACTERS } from '../page-report.ts';
import { REQUEST_ID_CHARACTERS, toSpanId, toTraceId } from './log-ids.ts';
import { fromSeverity, toLogLevel } from './log-level.ts';
import { toLogTime, type LogTime } from './log-time.ts';

/** Fields kept of one record. */
export const FIELD_LIMIT = 200;
/** Names whose part is remembered. */
const REMEMBERED_NAMES = 10_000;

export interface PostedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What was found of a record's parts; `fields` has all else. */
export interface LogObject {
  time?: LogTime | undefined;
  level?: LogLevel | undefined;
  message?: string | undefined;
  component?: string | undefined;
  error?: PostedError | undefined;
  traceId?: string | undefined;
  spanId?: string | undefined;
  requestId?: string | undefined;
  /** The field that the error stands in. */
  errorField?: { readonly name: string; readonly value: unknown };
  fields: Record<string, unknown>;
}

type Part =
  | 'time'
  | 'level'
  | 'severity'
  | 'message'
  | 'otherMessage'
  | 'component'
  | 'error'
  | 'stack'
  | 'errorName'
  | 'errorMessage'
  | 'traceId'
  | 'spanId'
  | 'requestId'
  | 'traceParent'
  | 'nested';

/** By name in lower case, without dots, dashes and underscores. */
const NAMES: Readonly<Record<Part, string>> = {
  time: 'timestamp time ts date datetime eventtime timemillis instant asctime @t',
  level: 'level severity lvl levelname loglevel severitytext @l',
  severity: 'severitynumber',
  message: 'message msg @m',
  otherMessage: 'text body event',
  component: 'component componentname',
  error: 'error err exception panic reason thrown excinfo @x',
  stack: 'stack stacktrace errorstack errorstacktrace exceptionstacktrace exceptiontrace',
  errorName: 'errortype exceptiontype errorname exceptionclass',
  errorMessage: 'errormessage exceptionmessage',
  traceId: 'traceid oteltraceid ddtraceid xb3traceid logginggoogleapiscomtrace loggingtraceid',
  spanId: 'spanid otelspanid xb3spanid logginggoogleapiscomspanid ddspanid loggingspanid',
  requestId: 'requestid reqid xrequestid correlationid xcorrelationid rid httprequestid',
  traceParent: 'traceparent',
  nested:
    'log trace span transaction req request context contextmap mdc attributes labels httprequest extra contextmapdata',
};
const PARTS = new Map(
  Object.entries(NAMES).flatMap(([part, names]) => names.split(' ').map((name) => [name, part as Part])),
);

const remembered = new Map<string, Part | undefined>();

function partOf(name: string): Part | undefined {
  const known = remembered.get(name);
  if (known !== undefined || remembered.has(name)) return known;
  const part = PARTS.get(name.toLowerCase().replace(/^@(?=timestamp$)|[._/-]/g, ''));
  if (remembered.size < REMEMBERED_NAMES) remembered.set(name, part);
  return part;
}

/** The parts of an object of any shape. */
export function readLogObject(value: LooseObject): LogObject {
  const reader = new ObjectReader();
  reader.read(value);
  return reader.finish();
}

class ObjectReader {
  readonly #found: LogObject = { fields: {} };
  #fields = 0;
  #stack: string | undefined;
  #errorName: string | undefined;
  #errorMessage: string | undefined;
  /** A field that is the message where no other says it is. */
  #otherMessage: string | undefined;

  read(value: LooseObject): void {
    for (const name of Object.keys(value)) {
      const part = partOf(name);
      const given = value[name];
      if (part === 'nested') this.#nested(name, given);
      if (part === undefined || part === 'nested' || !this.#take(part, name, given)) this.#field(name, given);
    }
  }

  finish(): LogObject {
    const found = this.#found;
    const other = this.#otherMessage;
    if (found.message === undefined && other !== undefined) {
      found.message = toMessage(found.fields[other]) ?? '';
      delete found.fields[other];
    }
    if (this.#stack !== undefined && found.error === undefined) {
      found.error = toErrorOf(this.#stack, this.#errorMessage ?? found.message);
    }
    const { error } = found;
    if (error && this.#stack !== undefined && error.stack === undefined) found.error = { ...error, stack: this.#stack };
    if (found.error && this.#errorName !== undefined) found.error = { ...found.error, name: this.#errorName };
    return found;
  }

  #field(name: string, value: unknown): void {
    this.#fields += 1;
    if (this.#fields > FIELD_LIMIT) return;
    const { fields } = this.#found;
    // Set by assignment it would be the prototype.
    if (name === '__proto__') Object.defineProperty(fields, name, { value, enumerable: true, configurable: true });
    else fields[name] = value;
  }

  /** False where the value is none of its part, or there was one already. */
  #take(part: Part, name: string, value: unknown): boolean {
    const found = this.#found;
    switch (part) {
      case 'time':
        return found.time === undefined && (found.time = toLogTime(value)) !== undefined;
      case 'level':
        return found.level === undefined && (found.level = toLogLevel(value)) !== undefined;
      case 'severity':
        found.level ??= typeof value === 'number' ? fromSeverity(value) : undefined;
        return false;
      case 'message':
        return found.message === undefined && (found.message = toMessage(value)) !== undefined;
      case 'otherMessage':
        if (typeof value === 'string') this.#otherMessage ??= name;
        return false;
      case 'component':
        return found.component === undefined && (found.component = toFilledText(value, NAME_CHARACTERS)) !== undefined;
      case 'error':
        if (found.error !== undefined || (found.error = toPostedError(value)) === undefined) return false;
        found.errorField = { name, value };
        return true;
      case 'stack':
        return this.#stack === undefined && (this.#stack = toFilledText(value, MESSAGE_CHARACTERS)) !== undefined;
      case 'errorName':
        this.#errorName ??= toFilledText(value, NAME_CHARACTERS);
        return false;
      case 'errorMessage':
        this.#errorMessage ??= toFilledText(value, MESSAGE_CHARACTERS);
        return false;
      default:
        return this.#takeId(part, value);
    }
  }

  #takeId(part: Part, value: unknown): boolean {
    const found = this.#found;
    switch (part) {
      case 'traceId':
        return found.traceId === undefined && (found.traceId = toTraceId(lastSegment(value))) !== undefined;
      case 'spanId':
        return found.spanId === undefined && (found.spanId = toSpanId(value)) !== undefined;
      case 'requestId':
        return found.requestId === undefined && (found.requestId = toRequestId(value)) !== undefined;
      case 'traceParent': {
        const parent = typeof value === 'string' ? parseTraceParent(value) : undefined;
        if (!parent) return false;
        found.traceId ??= parent.traceId;
        found.spanId ??= parent.spanId;
        return true;
      }
      default:
        return false;
    }
  }

  /** An object that may hold ids, or the level: `log.level`, `trace.id`, `req.id`, and the fields of a context. */
  #nested(name: string, value: unknown): void {
    if (!isObject(value)) return;
    const found = this.#found;
    if (name === 'log') found.level ??= toLogLevel(value['level']);
    if (name === 'trace') found.traceId ??= toTraceId(value['id']);
    if (name === 'span') found.spanId ??= toSpanId(value['id']);
    if (name === 'req' || name === 'request') found.requestId ??= toRequestId(value['id']);
    const headers = value['headers'];
    for (const each of isObject(headers) ? [value, headers] : [value]) {
      for (const key of Object.keys(each).slice(0, FIELD_LIMIT)) {
        const part = partOf(key);
        if (part !== undefined) this.#takeId(part, each[key]);
      }
    }
  }
}

/** Google's traces are called by their whole path. */
function lastSegment(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(value.lastIndexOf('/') + 1) : value;
}

function toRequestId(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toFilledText(value, REQUEST_ID_CHARACTERS);
}

function toMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value.slice(0, MESSAGE_CHARACTERS);
  return value === undefined || value === null ? undefined : JSON.stringify(value).slice(0, MESSAGE_CHARACTERS);
}

function toPostedError(value: unknown): PostedError | undefined {
  const text = toFilledText(value, MESSAGE_CHARACTERS);
  if (text !== undefined) return toErrorOf(text, undefined);
  if (!isObject(value)) return undefined;
  const given = value['stack'] ?? value['stack_trace'] ?? value['extendedStackTrace'];
  const stack = toFilledText(given, MESSAGE_CHARACTERS);
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
