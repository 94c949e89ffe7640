// Proxy: which trace a request belongs to, and what the upstream is told of it; decided once, when the head was read.
import { randomUUID } from 'node:crypto';
import { readTraceFields, type BroughtTrace, type TraceFields } from '../capture/trace-context.ts';
import { SAMPLED, toTraceParent } from '../capture/traceparent.ts';
import type { ProxyChange } from '../model/exchange.ts';
import type { TraceContext, TracePolicy } from '../model/trace.ts';
import { newSpanId, newTraceId } from './trace-ids.ts';

/** Values for the upstream; what is absent passes as the sender wrote it. */
export interface TraceToSend {
  readonly traceparent?: string;
  /** Empty: none is sent. */
  readonly tracestate?: string;
  readonly requestId?: string;
}

/** What is done with one request's trace context. */
export interface TracePlan {
  /** Absent where nobody says anything of a trace. */
  readonly trace?: TraceContext;
  readonly send: TraceToSend;
  /** Fields that could not be used, and what became of them. */
  readonly changes: readonly ProxyChange[];
}

/** Nothing is sent but what the sender wrote. */
export const TRACE_OFF: TracePolicy = { traceparent: 'off', requestId: false, generate: false };

/** Reads a request's fields, a flat list, and decides by a route's policy. Never throws. */
export function planTrace(rawHeaders: readonly string[], policy: TracePolicy): TracePlan {
  const fields = readTraceFields(rawHeaders);
  const id = planRequestId(fields, policy);
  const parent = policy.traceparent === 'off' ? undefined : (fields.brought ?? begin(fields, policy));
  const keeps = policy.traceparent === 'keep' && parent?.source === 'traceparent';
  const { trace, send } = parent && !keeps ? asSpan(fields, parent, id.known) : asPassed(fields, keeps, id.known);
  const sent = id.toSend === undefined ? send : { ...send, requestId: id.toSend };
  const changes = toChanges(fields, sent);
  return trace ? { trace, send: sent, changes } : { send: sent, changes };
}

interface RequestIdPlan {
  /** What the request goes by. */
  readonly known: string | undefined;
  /** What `X-Request-ID` is to say, where it says nothing valid. */
  readonly toSend: string | undefined;
}

function planRequestId({ requestId, requestIdField }: TraceFields, policy: TracePolicy): RequestIdPlan {
  if (!policy.requestId) return { known: requestId, toSend: undefined };
  if (requestId !== undefined && requestIdField === undefined) return { known: requestId, toSend: undefined };
  const own = requestId ?? randomUUID();
  return { known: own, toSend: own };
}

/** A trace for a request that brings none; one whose `traceparent` is invalid is meant to have one (section 4.3). */
function begin(fields: TraceFields, { generate }: TracePolicy): BroughtTrace | undefined {
  if (!generate && !fields.restarts) return undefined;
  // Without the random flag: OpenTelemetry for Go ignores a `traceparent` of version 00 that has it.
  return { traceId: newTraceId(), flags: fields.sampled === false ? 0 : SAMPLED, ...toOwnSource(fields) };
}

function toOwnSource({ requestId, requestIdField }: TraceFields): Pick<BroughtTrace, 'source' | 'field'> {
  if (requestId === undefined) return { source: 'generated' };
  return { source: 'x-request-id', ...(requestIdField && { field: requestIdField }) };
}

type Told = Pick<TracePlan, 'trace' | 'send'>;

/** The exchange becomes a span between the sender's and the upstream's (section 4.3, mutating the `traceparent` field). */
function asSpan(fields: TraceFields, parent: BroughtTrace, requestId: string | undefined): Told {
  const { traceId, spanId: parentSpanId, flags } = parent;
  const spanId = newSpanId();
  const trace = toTrace(parent, requestId);
  trace.spanId = spanId;
  if (parentSpanId !== undefined) trace.parentSpanId = parentSpanId;
  const traceparent = toTraceParent({ traceId, spanId, flags });
  const state = fields.stateAlone ? '' : fields.state?.value;
  if (state) trace.traceState = state;
  return { trace, send: state === undefined ? { traceparent } : { traceparent, tracestate: state } };
}

/** The sender's fields pass, so the upstream hears of the sender's span; a request id alone is recorded under a trace of its own. */
function asPassed(fields: TraceFields, keeps: boolean, requestId: string | undefined): Told {
  const { brought, state } = fields;
  const send = keeps && state?.fault !== undefined ? { tracestate: state.value } : {};
  if (!brought && requestId === undefined) return { send };
  const trace = toTrace(brought ?? { traceId: newTraceId(), ...toOwnSource(fields) }, requestId);
  if (brought?.spanId !== undefined) trace.spanId = brought.spanId;
  if (state && state.value !== '') trace.traceState = state.value;
  return { send, trace };
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Set one by one, so that absence stays absence, without an object for each. */
function toTrace(
  { traceId, source, field, flags }: Omit<BroughtTrace, 'flags'> & { readonly flags?: number },
  requestId: string | undefined,
): Draft<TraceContext> {
  const trace: Draft<TraceContext> = { traceId, source };
  if (requestId !== undefined) trace.requestId = requestId;
  if (field !== undefined) trace.field = field;
  if (flags !== undefined) trace.sampled = (flags & SAMPLED) !== 0;
  return trace;
}

const NO_CHANGES: readonly ProxyChange[] = [];

function toChanges(fields: TraceFields, sent: TraceToSend): readonly ProxyChange[] {
  if (fields.problems.length === 0 && !fields.stateAlone) return NO_CHANGES;
  const told = fields.problems.map(({ code, message }) => ({ code, message: `${message} ${outcome(code, sent)}` }));
  if (!fields.stateAlone || sent.tracestate === undefined) return told;
  const alone = 'A tracestate came without a traceparent that it could belong to, so it was not sent on.';
  return [...told, { code: 'tracestate-alone', message: alone }];
}

const PASSED = 'It was passed on as it is.';

function outcome(code: string, sent: TraceToSend): string {
  switch (code) {
    case 'traceparent-invalid':
      return sent.traceparent === undefined ? PASSED : 'Another one was sent in its place.';
    case 'tracestate-invalid':
      return sent.tracestate === undefined ? PASSED : 'It was not sent on.';
    case 'tracestate-cut':
      return sent.tracestate === undefined ? PASSED : 'The rest was sent on.';
    case 'request-id-invalid':
      return sent.requestId === undefined ? PASSED : `The X-Request-ID sent on is ${sent.requestId}.`;
    default:
      return PASSED;
  }
}
