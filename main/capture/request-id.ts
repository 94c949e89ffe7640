// Capture: `X-Request-ID`, `X-Correlation-ID` and `Trace-Id`: one id without a span. Pure.
import { NO_TRACE_ID, withoutBlanks } from './traceparent.ts';

/** Characters that a request id may have. */
export const REQUEST_ID_CHARACTERS = 200;

/** The id, or undefined where it is none: empty, too long, or with what is no visible ASCII character or blank. */
export function parseRequestId(text: string): string | undefined {
  const value = withoutBlanks(text);
  return value.length <= REQUEST_ID_CHARACTERS && /^[\x20-\x7e]+$/.test(value) ? value : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/i;

/** The trace id that an id is by itself: a UUID, or 32 hex digits. */
export function toTraceId(id: string): string | undefined {
  const digits = UUID.test(id) ? id.replaceAll('-', '') : id;
  if (digits.length !== 32 || !HEX.test(digits)) return undefined;
  const traceId = digits.toLowerCase();
  return traceId === NO_TRACE_ID ? undefined : traceId;
}

/** Reads `Trace-Id`: as above, or 16 hex digits as older systems have them. */
export function parseTraceId(text: string): string | undefined {
  const value = withoutBlanks(text);
  return toTraceId(value.length === 16 && HEX.test(value) ? value.padStart(32, '0') : value);
}
