// Capture: the `traceparent` field (W3C Trace Context level 2, section 3.2). Pure; the proxy reads with it too.

/** A parsed `traceparent`. */
export interface TraceParent {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** `parent-id`: the span of the one who sends it. */
  readonly spanId: string;
  /** The flags that are known, `SAMPLED` and `RANDOM`; others must not be sent on (section 3.2.2.5.3). */
  readonly flags: number;
  readonly sampled: boolean;
}

/** The caller may have recorded the trace (section 3.2.2.5.1). */
export const SAMPLED = 1;
/** The trace id's right-most seven bytes are random (section 3.2.2.5.2). */
export const RANDOM = 2;

/** Of version 00, and of later ones as far as this one reads them. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const LENGTH = 55;

export const NO_TRACE_ID = '0'.repeat(32);
export const NO_SPAN_ID = '0'.repeat(16);

/**
 * Reads a `traceparent`; undefined where it is none: upper case, zero ids, version `ff`, or more than version 00 has.
 * Of versions to come the first four parts count (section 3.2.4).
 */
export function parseTraceParent(text: string): TraceParent | undefined {
  const value = withoutBlanks(text);
  if (!TRACEPARENT.test(value)) return undefined;
  const version = value.slice(0, 2);
  const traceId = value.slice(3, 35);
  const spanId = value.slice(36, 52);
  if (version === 'ff' || (version === '00' && value.length !== LENGTH)) return undefined;
  if (traceId === NO_TRACE_ID || spanId === NO_SPAN_ID) return undefined;
  // Of a version to come the sampled flag alone is known.
  const flags = parseInt(value.slice(53, 55), 16) & (version === '00' ? SAMPLED | RANDOM : SAMPLED);
  return { traceId, spanId, flags, sampled: (flags & SAMPLED) !== 0 };
}

/** What is wrong with a `traceparent` that `parseTraceParent` does not read, as the end of a sentence. */
export function traceParentFault(text: string): string {
  const value = withoutBlanks(text);
  const [, version, traceId, spanId] = TRACEPARENT.exec(value) ?? [];
  if (version === 'ff') return 'has the version ff, which is forbidden';
  if (version === '00' && value.length !== LENGTH) return `has more than the ${LENGTH} characters of version 00`;
  if (traceId === NO_TRACE_ID) return 'has a trace id of zeros';
  if (spanId === NO_SPAN_ID) return 'has a parent id of zeros';
  if (/[A-F]/.test(value) && TRACEPARENT.test(value.toLowerCase())) return 'has upper-case digits';
  return 'is not version, trace id, parent id and flags in 2, 32, 16 and 2 lower-case hex digits';
}

/** The field's value in version 00. */
export function toTraceParent({ traceId, spanId, flags }: Omit<TraceParent, 'sampled'>): string {
  return `00-${traceId}-${spanId}-0${flags & (SAMPLED | RANDOM)}`;
}

/** Without the optional white space around a field's value (RFC 9110 section 5.6.3). */
export function withoutBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
