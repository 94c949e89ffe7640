// Ingest: gives spans the request they were done for: the one whose own span is the nearest ancestor that is known, else the only one
// of the trace. A span that comes before its parents or its request waits, and is put again when they are known.
import type { SpanRecord } from '../model/span.ts';
import { dropOldest } from './bounded-map.ts';

/** Spans whose parents are remembered; the oldest is forgotten for a new one. */
export const MAX_SPANS = 20_000;
/** Spans that wait for their request. */
export const MAX_PARKED_SPANS = 5_000;
/** How many parents are followed. */
export const MAX_ANCESTORS = 100;

export interface SpanJoinsOptions {
  /** The exchange whose own span that is. */
  readonly ofSpan: (traceId: string, spanId: string) => string | undefined;
  /** The only exchange of a trace. */
  readonly onlyOf: (traceId: string) => string | undefined;
  readonly emit: (span: SpanRecord) => void;
  /** A span was tied to a request; once for each. */
  readonly joined: (span: SpanRecord, exchangeId: string) => void;
}

interface Known {
  readonly parentSpanId: string | undefined;
  exchangeId?: string;
}

export class SpanJoins {
  readonly #options: SpanJoinsOptions;
  readonly #known = new Map<string, Known>();
  readonly #parked = new Map<string, SpanRecord>();
  /** Traces of which spans came since the last `retry`. */
  #traces = new Set<string>();

  constructor(options: SpanJoinsOptions) {
    this.#options = options;
  }

  put(span: SpanRecord): void {
    const before = this.#known.get(span.id)?.exchangeId;
    this.#known.delete(span.id);
    const known: Known = { parentSpanId: span.parentSpanId, ...(before !== undefined && { exchangeId: before }) };
    this.#known.set(span.id, known);
    dropOldest(this.#known, MAX_SPANS);
    this.#traces.add(span.traceId);
    const exchangeId = before ?? this.#find(span.traceId, span.spanId);
    if (exchangeId !== undefined) {
      known.exchangeId = exchangeId;
      this.#options.emit({ ...span, exchangeId });
      if (before === undefined) this.#options.joined(span, exchangeId);
      return;
    }
    this.#options.emit(span);
    this.#parked.set(span.id, span);
    dropOldest(this.#parked, MAX_PARKED_SPANS);
  }

  /** The request that a span was done for, as far as spans tell; not by being the trace's only one. */
  exchangeOf(traceId: string, spanId: string): string | undefined {
    let next: string | undefined = spanId;
    for (let step = 0; step < MAX_ANCESTORS && next !== undefined; step++) {
      const own = this.#options.ofSpan(traceId, next);
      if (own !== undefined) return own;
      const known: Known | undefined = this.#known.get(`${traceId}-${next}`);
      if (known?.exchangeId !== undefined) return known.exchangeId;
      next = known?.parentSpanId;
    }
    return undefined;
  }

  /** Exchanges of these traces were seen. Gives the traces of which spans came as well. */
  retry(traces: ReadonlySet<string>): ReadonlySet<string> {
    const seen = this.#traces.size === 0 ? traces : new Set([...traces, ...this.#traces]);
    this.#traces = new Set();
    if (seen.size === 0) return seen;
    for (const span of this.#parked.values()) {
      if (!seen.has(span.traceId)) continue;
      const exchangeId = this.#find(span.traceId, span.spanId);
      if (exchangeId === undefined) continue;
      this.#parked.delete(span.id);
      const known = this.#known.get(span.id);
      if (known) known.exchangeId = exchangeId;
      this.#options.emit({ ...span, exchangeId });
      this.#options.joined(span, exchangeId);
    }
    return seen;
  }

  #find(traceId: string, spanId: string): string | undefined {
    return this.exchangeOf(traceId, spanId) ?? this.#options.onlyOf(traceId);
  }
}
