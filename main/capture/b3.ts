// Capture: B3, Zipkin's fields for a trace, in one field or in several (openzipkin/b3-propagation). Pure.
import { NO_SPAN_ID, NO_TRACE_ID, withoutBlanks } from './traceparent.ts';

/** What B3 says; a sampling decision may come alone. */
export interface B3 {
  /** 32 hex digits; one of 16 has zeros before it. */
  readonly traceId?: string;
  readonly spanId?: string;
  /** Absent where the decision is left to the receiver. */
  readonly sampled?: boolean;
}

/** The values of the several fields, as they came. */
export interface B3Fields {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly sampled?: string;
  readonly flags?: string;
}

const SINGLE = /^([0-9a-f]{32}|[0-9a-f]{16})-([0-9a-f]{16})(?:-([01d])(?:-[0-9a-f]{16})?)?$/;
const STATES: Readonly<Record<string, boolean>> = { '0': false, '1': true, d: true };

/** Reads the single field, `b3`; undefined where it is none. */
export function parseB3(text: string): B3 | undefined {
  const value = withoutBlanks(text);
  const alone = STATES[value];
  if (alone !== undefined) return { sampled: alone };
  const [, traceId, spanId, state = ''] = SINGLE.exec(value) ?? [];
  return toB3(traceId, spanId, STATES[state]);
}

/** Reads the several fields; undefined where what came of them makes none. */
export function readB3({ traceId, spanId, sampled, flags }: B3Fields): B3 | undefined {
  // Some write the decision as a word; `X-B3-Flags: 1` is debug, which says yes.
  const said = flags === '1' ? true : ({ '0': false, '1': true, false: false, true: true } as const)[sampled ?? ''];
  if (sampled !== undefined && sampled !== '' && said === undefined) return undefined;
  if (traceId === undefined && spanId === undefined) return said === undefined ? undefined : { sampled: said };
  return toB3(
    /^(?:[0-9a-f]{16}|[0-9a-f]{32})$/.test(traceId ?? '') ? traceId : undefined,
    /^[0-9a-f]{16}$/.test(spanId ?? '') ? spanId : undefined,
    said,
  );
}

function toB3(traceId: string | undefined, spanId: string | undefined, sampled: boolean | undefined): B3 | undefined {
  if (traceId === undefined || spanId === undefined || spanId === NO_SPAN_ID) return undefined;
  const whole = traceId.padStart(32, '0');
  if (whole === NO_TRACE_ID) return undefined;
  return { traceId: whole, spanId, ...(sampled === undefined ? {} : { sampled }) };
}
