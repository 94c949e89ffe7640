// Capture: trace context from a request's fields (W3C Trace Context level 2, section 3.2). Pure.
import type { HeaderList } from '../model/headers.ts';
import type { TraceContext } from '../model/trace.ts';

/** Characters kept of a request id; longer ones are cut. */
export const REQUEST_ID_CHARACTERS = 200;

/** A parsed `traceparent`. */
export interface TraceParent {
  readonly traceId: string;
  /** `parent-id`: the span of the one who sends it. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** Of version 00, and of later ones as far as this one reads them. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const LENGTH = 55;
const SAMPLED = 1;

/**
 * Reads a `traceparent`; undefined where it is none: upper case, zero ids, version `ff`, or more than version 00 has.
 * Of versions to come the first four parts count (section 3.2.4).
 */
export function parseTraceParent(text: string): TraceParent | undefined {
  const value = text.trim();
  const [, version, traceId, spanId, flags] = TRACEPARENT.exec(value) ?? [];
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === 'ff' || (version === '00' && value.length !== LENGTH)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & SAMPLED) !== 0 };
}

/** What a request says of its trace; undefined where it says nothing that can be read. A repeated `traceparent` is none. */
export function readTraceContext(headers: HeaderList): TraceContext | undefined {
  const parents: string[] = [];
  let requestId: string | undefined;
  let correlationId: string | undefined;
  for (const [name, value] of headers) {
    switch (name.toLowerCase()) {
      case 'traceparent':
        parents.push(value);
        break;
      case 'x-request-id':
        requestId ??= value;
        break;
      case 'x-correlation-id':
        correlationId ??= value;
        break;
    }
  }
  const [only] = parents;
  const parent = only === undefined || parents.length > 1 ? undefined : parseTraceParent(only);
  if (parent === undefined) return undefined;
  const id = (requestId ?? correlationId ?? '').slice(0, REQUEST_ID_CHARACTERS);
  return {
    traceId: parent.traceId,
    spanId: parent.spanId,
    ...(id === '' ? {} : { requestId: id }),
    source: 'traceparent',
  };
}
