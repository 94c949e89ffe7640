// Capture: what a request's fields say of its trace, read in this order: `traceparent`, `X-Request-ID` or `X-Correlation-ID`
// where that is a trace id, B3, `Trace-Id`, `uber-trace-id`. Pure; the proxy reads with it.
import type { ProxyChange } from '../model/exchange.ts';
import type { TraceSource } from '../model/trace.ts';
import { parseB3, readB3, type B3 } from './b3.ts';
import { parseRequestId, parseTraceId, toTraceId } from './request-id.ts';
import { parseTraceParent, SAMPLED, traceParentFault, type TraceParent } from './traceparent.ts';
import { combineTraceState, type TraceState } from './tracestate.ts';
import { parseUberTraceId } from './uber-trace-id.ts';

/** The trace that a request brings. */
export interface BroughtTrace {
  readonly traceId: string;
  /** The sender's span. */
  readonly spanId?: string;
  /** As in `traceparent`. */
  readonly flags: number;
  readonly source: TraceSource;
  /** The name of the field, lower-case, where that is not what `source` says. */
  readonly field?: string;
}

/** What was read. */
export interface TraceFields {
  readonly brought?: BroughtTrace;
  /** A valid `X-Request-ID`, else a valid `X-Correlation-ID`. */
  readonly requestId?: string;
  /** The field it came in, where that is not `X-Request-ID`. */
  readonly requestIdField?: 'x-correlation-id';
  /** A sampling decision for a trace that the receiver begins (B3 without ids). */
  readonly sampled?: boolean;
  /** A `traceparent` came that can't be used, so the trace begins anew. */
  readonly restarts: boolean;
  /** Absent where no `tracestate` came, or where there is no valid `traceparent` that it belongs to. */
  readonly state?: TraceState;
  /** A `tracestate` came without a valid `traceparent`: it must be dropped (section 3.3). */
  readonly stateAlone: boolean;
  /** Fields that can't be used: a code listed in docs/errors.md under Changes on the way, and why. */
  readonly problems: readonly ProxyChange[];
}

/** Characters of a value that a message quotes. */
const QUOTED_CHARACTERS = 100;

/** Values by field; all that this reads. */
interface Values {
  traceparent?: string[];
  tracestate?: string[];
  'x-request-id'?: string[];
  'x-correlation-id'?: string[];
  b3?: string[];
  'x-b3-traceid'?: string[];
  'x-b3-spanid'?: string[];
  'x-b3-sampled'?: string[];
  'x-b3-flags'?: string[];
  'trace-id'?: string[];
  'uber-trace-id'?: string[];
}
type Field = keyof Values;

const NONE: TraceFields = { restarts: false, stateAlone: false, problems: [] };

/** Reads them from a flat list of names and values. Never throws. */
export function readTraceFields(rawHeaders: readonly string[]): TraceFields {
  let values: Values | undefined;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const field = toField(rawHeaders[i] ?? '');
    if (field === undefined) continue;
    values ??= {};
    (values[field] ??= []).push(rawHeaders[i + 1] ?? '');
  }
  return values === undefined ? NONE : new Reading(values).toFields();
}

const [B, T, U, X] = ['b', 't', 'u', 'x'].map((letter) => letter.charCodeAt(0));
const TO_LOWER = 0x20;

/** The first letter tells most names from these, and this runs for each field of each request. */
function toField(name: string): Field | undefined {
  const first = name.charCodeAt(0) | TO_LOWER;
  if (first !== T && first !== X && first !== B && first !== U) return undefined;
  const field = name.toLowerCase();
  switch (field) {
    case 'traceparent':
    case 'tracestate':
    case 'x-request-id':
    case 'x-correlation-id':
    case 'b3':
    case 'x-b3-traceid':
    case 'x-b3-spanid':
    case 'x-b3-sampled':
    case 'x-b3-flags':
    case 'trace-id':
    case 'uber-trace-id':
      return field;
    default:
      return undefined;
  }
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** One request's values on their way to what they mean. */
class Reading {
  readonly #problems: ProxyChange[] = [];
  #sampled: boolean | undefined;

  constructor(private readonly values: Values) {}

  toFields(): TraceFields {
    const parent = this.#parent();
    const request = this.#requestId();
    const brought =
      (parent && toBrought('traceparent', parent)) ??
      (request && this.#fromRequestId(request)) ??
      this.#b3() ??
      this.#traceId() ??
      this.#uber();
    const states = this.values.tracestate;
    const fields: Draft<TraceFields> = {
      restarts: parent === undefined && this.values.traceparent !== undefined,
      stateAlone: parent === undefined && states !== undefined,
      problems: this.#problems,
    };
    // Set one by one, so that absence stays absence, without an object for each.
    if (brought) fields.brought = brought;
    else if (this.#sampled !== undefined) fields.sampled = this.#sampled;
    if (request) {
      fields.requestId = request.id;
      if (request.field) fields.requestIdField = request.field;
    }
    if (parent && states) fields.state = this.#state(states);
    return fields;
  }

  #parent(): TraceParent | undefined {
    const [only, ...others] = this.values.traceparent ?? [];
    if (only === undefined) return undefined;
    const parent = others.length === 0 ? parseTraceParent(only) : undefined;
    if (parent) return parent;
    const fault = others.length === 0 ? traceParentFault(only) : `came ${others.length + 1} times`;
    this.#problem('traceparent-invalid', `The traceparent ${quote(only)} ${fault}.`);
    return undefined;
  }

  #state(lines: readonly string[]): TraceState {
    const state = combineTraceState(lines);
    if (state.fault !== undefined) {
      this.#problem(state.invalid ? 'tracestate-invalid' : 'tracestate-cut', `The tracestate ${state.fault}.`);
    }
    return state;
  }

  #requestId(): { readonly id: string; readonly field?: 'x-correlation-id' } | undefined {
    const own = this.#validId('x-request-id', 'X-Request-ID');
    if (own !== undefined) return { id: own };
    const correlation = this.#validId('x-correlation-id', 'X-Correlation-ID');
    return correlation === undefined ? undefined : { id: correlation, field: 'x-correlation-id' };
  }

  #validId(field: 'x-request-id' | 'x-correlation-id', spelt: string): string | undefined {
    const lines = this.values[field];
    if (lines === undefined) return undefined;
    for (const line of lines) {
      const id = parseRequestId(line);
      if (id !== undefined) return id;
    }
    const given = quote(lines.join(', '));
    this.#problem('request-id-invalid', `The ${spelt} ${given} is not 1 to 200 visible ASCII characters.`);
    return undefined;
  }

  #fromRequestId({ id, field }: { readonly id: string; readonly field?: string }): BroughtTrace | undefined {
    const traceId = toTraceId(id);
    return traceId === undefined ? undefined : toBrought('x-request-id', { traceId }, field);
  }

  #b3(): BroughtTrace | undefined {
    const { values } = this;
    if (!(
      values.b3 ??
      values['x-b3-traceid'] ??
      values['x-b3-spanid'] ??
      values['x-b3-sampled'] ??
      values['x-b3-flags']
    ))
      return undefined;
    const single = values.b3?.[0];
    const several = {
      ...this.#first('traceId', 'x-b3-traceid'),
      ...this.#first('spanId', 'x-b3-spanid'),
      ...this.#first('sampled', 'x-b3-sampled'),
      ...this.#first('flags', 'x-b3-flags'),
    };
    const fromSingle = single === undefined ? undefined : parseB3(single);
    if (single !== undefined && !fromSingle) this.#problem('b3-invalid', `The b3 ${quote(single)} can't be read.`);
    if (fromSingle?.traceId !== undefined) return this.#fromB3(fromSingle);
    const fromSeveral = readB3(several);
    const said = Object.values(several);
    if (said.length > 0 && !fromSeveral && several.flags !== '0') {
      this.#problem('b3-invalid', `The fields X-B3-* can't be read: ${quote(said.join(', '))}.`);
    }
    return this.#fromB3({ ...fromSingle, ...fromSeveral }, 'x-b3-traceid');
  }

  #first<K extends string>(key: K, field: Field): Partial<Record<K, string>> {
    const value = this.values[field]?.[0];
    return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
  }

  #fromB3({ traceId, spanId, sampled }: B3, field?: string): BroughtTrace | undefined {
    if (traceId !== undefined) return toBrought('b3', { traceId, spanId, sampled }, field);
    this.#sampled ??= sampled;
    return undefined;
  }

  #traceId(): BroughtTrace | undefined {
    const value = this.values['trace-id']?.[0];
    if (value === undefined) return undefined;
    const traceId = parseTraceId(value);
    if (traceId !== undefined) return toBrought('b3', { traceId, sampled: this.#sampled }, 'trace-id');
    this.#problem('trace-id-invalid', `The Trace-Id ${quote(value)} is no UUID and not 16 or 32 hex digits.`);
    return undefined;
  }

  #uber(): BroughtTrace | undefined {
    const value = this.values['uber-trace-id']?.[0];
    if (value === undefined) return undefined;
    const uber = parseUberTraceId(value);
    if (uber) return toBrought('b3', uber, 'uber-trace-id');
    this.#problem(
      'trace-id-invalid',
      `The uber-trace-id ${quote(value)} is not trace:span:parent:flags in hex digits.`,
    );
    return undefined;
  }

  #problem(code: string, message: string): void {
    this.#problems.push({ code, message });
  }
}

/** Where the sender leaves the decision to the receiver, the trace is sampled: it is wanted to be seen. */
function toBrought(
  source: TraceSource,
  ids: {
    readonly traceId: string;
    readonly spanId?: string | undefined;
    readonly flags?: number;
    readonly sampled?: boolean | undefined;
  },
  field?: string,
): BroughtTrace {
  const { traceId, spanId, flags = ids.sampled === false ? 0 : SAMPLED } = ids;
  const brought: Draft<BroughtTrace> = { traceId, flags, source };
  if (spanId !== undefined) brought.spanId = spanId;
  if (field !== undefined) brought.field = field;
  return brought;
}

function quote(value: string): string {
  return JSON.stringify(value.length > QUOTED_CHARACTERS ? `${value.slice(0, QUOTED_CHARACTERS)}…` : value);
}
