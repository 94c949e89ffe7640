// Pure: the fields of a log record in one line, as far as its message does not say them.
import type { LogRecord } from '../../main/model/log.ts';

/** Fields and characters of a line, and characters of one value. */
const FIELD_LIMIT = 12;
const TEXT_LIMIT = 240;
const VALUE_LIMIT = 60;

/** What says where a line comes from, not what happened. */
const ASIDE: ReadonlySet<string> = new Set([
  ...[
    'ansi',
    'caller',
    'command',
    'filename',
    'hostname',
    'logger',
    'pid',
    'span_flags',
    'stream',
    'time',
    'trace_flags',
  ],
  ...['url', 'pageUrl', 'line', 'column', 'stack', 'stacktrace'],
]);

/** `status=500 path=/api/orders`; empty where there is nothing to add. */
export function fieldSummary({ message, fields }: Pick<LogRecord, 'message' | 'fields'>): string {
  const parts: string[] = [];
  let length = 0;
  for (const [name, value] of flatten(fields)) {
    const text = toText(value);
    if (text === '' || message.includes(text)) continue;
    const part = `${name}=${text}`;
    length += part.length + 1;
    if (parts.length >= FIELD_LIMIT || length > TEXT_LIMIT) break;
    parts.push(part);
  }
  return parts.join(' ');
}

/** Fields and those one level below, as `req.method`. */
function* flatten(fields: LogRecord['fields']): Iterable<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(fields)) {
    if (ASIDE.has(name)) continue;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) yield [name, value];
    else for (const [inner, own] of Object.entries(value)) if (!ASIDE.has(inner)) yield [`${name}.${inner}`, own];
  }
}

function toText(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 1_000) / 1_000);
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  const text = value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT)}…` : value;
  return /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}
