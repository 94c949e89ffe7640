// Ingest: ids of a trace, a span and a request in the text of a line.
import type { LogIds } from './parsed-line.ts';

/** How much of a line is searched. */
const SEARCHED_CHARACTERS = 8_192;
/** The longest id of a request. */
export const REQUEST_ID_CHARACTERS = 200;

const MAY_HAVE_IDS = /trace|span|req|correl|,[0-9a-f]{32},|00-[0-9a-f]{32}-/i;
const VALUE = `["']?\\s*[=:]\\s*["']?`;
const TRACE = new RegExp(`\\btrace[._-]?id${VALUE}([0-9a-f]{32})(?![0-9a-f])`, 'i');
const SPAN = new RegExp(`\\bspan[._-]?id${VALUE}([0-9a-f]{16})(?![0-9a-f])`, 'i');
const REQUEST = new RegExp(
  `\\b(?:x-)?(?:request|req|correlation)[._-]?id${VALUE}([\\w.:@/+-]{1,${REQUEST_ID_CHARACTERS}})`,
  'i',
);
const TRACE_PARENT = /\b[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}\b/;
/** Spring: `[service,trace,span]`. */
const BRACKETS = /\[[^\],]*,([0-9a-f]{32}),([0-9a-f]{16})[\],]/;

/** What is found is added where it is not known. */
export function findIds(text: string, ids: LogIds): void {
  if (!MAY_HAVE_IDS.test(text)) return;
  const searched = text.length > SEARCHED_CHARACTERS ? text.slice(0, SEARCHED_CHARACTERS) : text;
  const pair = ids.traceId === undefined ? (TRACE_PARENT.exec(searched) ?? BRACKETS.exec(searched)) : null;
  const traceId = ids.traceId ?? toTraceId(TRACE.exec(searched)?.[1] ?? pair?.[1]);
  const spanId = ids.spanId ?? toSpanId(SPAN.exec(searched)?.[1] ?? pair?.[2]);
  const requestId = ids.requestId ?? REQUEST.exec(searched)?.[1]?.replace(/[.:,]+$/, '');
  if (traceId !== undefined) ids.traceId = traceId;
  if (spanId !== undefined) ids.spanId = spanId;
  if (requestId !== undefined && requestId !== '') ids.requestId = requestId;
}

/** The ids that are there. */
export function knownIds(ids: { readonly [K in keyof LogIds]-?: string | undefined }): LogIds {
  const known: LogIds = {};
  if (ids.traceId !== undefined) known.traceId = ids.traceId;
  if (ids.spanId !== undefined) known.spanId = ids.spanId;
  if (ids.requestId !== undefined) known.requestId = ids.requestId;
  return known;
}

/** 32 hex digits, not all zero, in lower case. */
export function toTraceId(value: unknown): string | undefined {
  return toHex(value, /^[0-9a-f]{32}$/i);
}

/** 16 hex digits, not all zero, in lower case. */
export function toSpanId(value: unknown): string | undefined {
  return toHex(value, /^[0-9a-f]{16}$/i);
}

function toHex(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) && !/^0+$/.test(value) ? value.toLowerCase() : undefined;
}
