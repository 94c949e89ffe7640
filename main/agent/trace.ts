// Page agent: which action is under way, and the trace context (W3C Trace Context level 2) of what follows from it.
import { now } from './base.ts';

/** How long what happens is taken to follow from the last action, in milliseconds. */
export const ACTION_MS = 10_000;

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
}

/** The `traceparent` of one request: of the action under way, or else of a trace of its own. */
export type TraceParent = () => string;

export interface Tracing {
  /** The action under way. */
  readonly current: () => Span | undefined;
  /** An action begins. */
  readonly begin: () => Span;
  readonly traceparent: TraceParent;
}

/** Random lower-case hex digits, two a byte. */
export function toHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => (byte + 256).toString(16).slice(1)).join(
    '',
  );
}

export function createTracing(): Tracing {
  let span: Span | undefined;
  let until = 0;
  const current = () => (now() < until ? span : undefined);
  return {
    current,
    begin() {
      until = now() + ACTION_MS;
      return (span = { traceId: toHex(16), spanId: toHex(8) });
    },
    traceparent: () => `00-${current()?.traceId ?? toHex(16)}-${toHex(8)}-01`,
  };
}
