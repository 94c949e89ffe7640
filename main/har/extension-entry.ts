// HAR: what an exchange holds beyond HAR's own fields, as the entry's `_throughline`. Called by the writer.
import type { Exchange } from '../model/exchange.ts';
import type { HeaderList } from '../model/headers.ts';
import type { LogRecord } from '../model/log.ts';
import type { EventRow, FrameRow } from '../model/message.ts';
import type { RuleEffect } from '../model/rules.ts';
import type { EventExtension, FrameExtension } from './har-extension.ts';
import { EXTENSION_VERSION } from './har-extension.ts';
import { type EntryBodies, isStillCoded, toHarUrl } from './har-entry.ts';
import type { Redactor } from './redaction.ts';

/** The extension without its frames and events, which the writer streams. */
export function toEntryExtension(exchange: Exchange, bodies: EntryBodies, redactor: Redactor): Record<string, unknown> {
  const { method: _method, url, requestHeaders, responseHeaders, ...rest } = exchange;
  const {
    upstreamRequestHeaders,
    upstreamResponseHeaders,
    requestTrailers,
    responseTrailers,
    informational,
    rules,
    ...plain
  } = rest;
  const coded = (['request', 'response'] as const).filter((side) => {
    const body = bodies[side];
    return body !== undefined && isStillCoded(body);
  });
  return {
    version: EXTENSION_VERSION,
    ...(redactTexts(plain, redactor) as typeof plain),
    ...(toHarUrl(url) === url ? {} : { url: redactor.url(url) }),
    ...(coded.length === 0 ? {} : { coded }),
    ...(isSame(upstreamRequestHeaders, requestHeaders)
      ? {}
      : { upstreamRequestHeaders: redactor.headers(upstreamRequestHeaders) }),
    ...(isSame(upstreamResponseHeaders, responseHeaders)
      ? {}
      : { upstreamResponseHeaders: redactor.headers(upstreamResponseHeaders) }),
    ...(rules === undefined ? {} : { rules: rules.map((rule) => redactRule(rule, redactor)) }),
    requestTrailers: redactor.headers(requestTrailers),
    responseTrailers: redactor.headers(responseTrailers),
    informational: informational.map((one) => ({ ...one, headers: redactor.headers(one.headers) })),
  };
}

/** A rule's effect with the values hidden that a field of its name hides. */
function redactRule(effect: RuleEffect, redactor: Redactor): RuleEffect {
  const hide = (values: readonly string[]) =>
    redactor.headers(values.map((value) => [effect.name, value])).map(([, value]) => value);
  return { ...effect, before: hide(effect.before), after: hide(effect.after) };
}

/** What lines of source are looked at as. */
const CODE_TYPE = 'text/javascript';

/** A value with the secrets in every text within it hidden. */
function redactTexts(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.text(value);
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'codeFrame' && typeof item === 'string' ? redactor.text(item, CODE_TYPE) : redactTexts(item, redactor),
    ]),
  );
}

/** An update, error, page or action with the secrets in its texts hidden. */
export function toRecordExtension<T extends object>(record: T, redactor: Redactor): T {
  return redactTexts(record, redactor) as T;
}

/** A log record with the secrets in its message and fields hidden. */
export function toLogExtension(record: LogRecord, redactor: Redactor): LogRecord {
  const fields = JSON.parse(redactor.text(JSON.stringify(record.fields))) as LogRecord['fields'];
  const { message, more } = record;
  return {
    ...record,
    message: redactor.text(message),
    fields,
    ...(more === undefined ? undefined : { more: redactor.text(more) }),
  };
}

function isSame(one: HeaderList, other: HeaderList): boolean {
  return (
    one.length === other.length && one.every(([name, value], i) => name === other[i]?.[0] && value === other[i]?.[1])
  );
}

/** A frame's facts; `base64` is a control frame's payload. */
export function toFrameExtension(row: FrameRow, redactor: Redactor, base64?: string): FrameExtension {
  const { exchangeId: _exchange, preview: _preview, closeReason, ...facts } = row;
  return {
    ...facts,
    ...(closeReason === undefined ? {} : { closeReason: redactor.text(closeReason) }),
    ...(base64 === undefined ? {} : { base64: redactBase64(base64, redactor) }),
  };
}

/** An event's facts. */
export function toEventExtension(row: EventRow, redactor: Redactor): EventExtension {
  const { exchangeId: _exchange, preview: _preview, event: _event, lastEventId, ...facts } = row;
  return { ...facts, ...(lastEventId === undefined ? {} : { lastEventId: redactor.text(lastEventId) }) };
}

/** Base64 with the secrets in the bytes it stands for hidden. */
export function redactBase64(base64: string, redactor: Redactor): string {
  const bytes = Buffer.from(base64, 'base64');
  const clean = redactor.bytes(bytes);
  return clean === bytes ? base64 : Buffer.from(clean).toString('base64');
}
