// Model: about how many bytes a record takes while it waits, found without writing it out. Read by all that hold records within a bound.
import type { LogRecord } from './log.ts';
import type { SpanRecord } from './span.ts';

/** What a record weighs besides its texts, in bytes. */
const RECORD_BYTES = 200;
/** What a field or an attribute weighs besides its text, in bytes. */
const FIELD_BYTES = 60;

/** Characters are counted once: most are ASCII. Fields within fields count as one. */
export function weighLog({ message, more, fields }: LogRecord): number {
  return RECORD_BYTES + message.length + (more?.length ?? 0) + weighFields(fields);
}

export function weighSpan({ name, attributes, events, links }: SpanRecord): number {
  let bytes = 2 * RECORD_BYTES + name.length + weighFields(attributes);
  for (const event of events) bytes += FIELD_BYTES + weighFields(event.attributes);
  return bytes + links.length * 2 * FIELD_BYTES;
}

function weighFields(fields: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const name in fields) {
    const value = fields[name];
    bytes += FIELD_BYTES + (typeof value === 'string' ? value.length : 0);
  }
  return bytes;
}
