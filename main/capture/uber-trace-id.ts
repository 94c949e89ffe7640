// Capture: `uber-trace-id`, Jaeger's own field for a trace. Pure.
import { NO_SPAN_ID, NO_TRACE_ID, withoutBlanks } from './traceparent.ts';

/** What it says. */
export interface UberTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
}

/** Trace id, span id, parent's id (no longer used) and flags; zeros at the front may be left out, and colons encoded. */
const FIELD = /^([0-9a-f]{1,32}):([0-9a-f]{1,16}):([0-9a-f]{1,16}):([0-9a-f]{1,2})$/;
const SAMPLED = 1;

/** Reads the field; undefined where it is none. */
export function parseUberTraceId(text: string): UberTrace | undefined {
  const value = withoutBlanks(text).replace(/%3a/gi, ':');
  const [, trace, span, , flags] = FIELD.exec(value) ?? [];
  if (trace === undefined || span === undefined || flags === undefined) return undefined;
  const traceId = trace.padStart(32, '0');
  const spanId = span.padStart(16, '0');
  if (traceId === NO_TRACE_ID || spanId === NO_SPAN_ID) return undefined;
  return { traceId, spanId, sampled: (parseInt(flags, 16) & SAMPLED) !== 0 };
}
