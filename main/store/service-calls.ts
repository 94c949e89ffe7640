// Store: which service called which, from exchanges and spans. Rows in, edges out.
import type { ServiceCall } from '../model/protocol.ts';

/** What is known of an exchange, in the order of the select list; more may follow. */
export type CalledExchange = readonly [
  route: string | null,
  kind: string,
  state: string,
  status: number | null,
  totalMs: number,
  traceId: string | null,
  spanId: string | null,
  parentSpanId: string | null,
];

/** The same of a span. */
export type CallingSpan = readonly [
  traceId: string,
  spanId: string,
  parentSpanId: string | null,
  service: string,
  kind: string,
  durationMs: number,
  status: string,
  peer: string | null,
  peerKind: string | null,
];

/** Who called where no span of the caller is known. */
export const BROWSER = 'browser';
/** Where an exchange went that no route and no span names. */
const NO_ROUTE = 'target';

/** Edges by how often they were gone, the most first. */
export function toServiceCalls(
  exchanges: readonly CalledExchange[],
  spans: readonly CallingSpan[],
): readonly ServiceCall[] {
  const calls = new Calls();
  const known = new Map<string, CallingSpan>();
  for (const span of spans) known.set(toKey(span[0], span[1]), span);
  /** The service that answered, by the key of the span that called it. */
  const answered = new Map<string, string>();
  for (const [traceId, , parent, service, kind] of spans)
    if (parent !== null && isCalled(kind)) answered.set(toKey(traceId, parent), service);
  const passed = addExchanges(calls, exchanges, known, answered);
  for (const span of spans) addSpan(calls, span, known, answered, passed);
  return calls.toList();
}

/** Answers the keys of spans whose call went through the proxy, so that they are counted once. */
function addExchanges(
  calls: Calls,
  exchanges: readonly CalledExchange[],
  known: ReadonlyMap<string, CallingSpan>,
  answered: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const passed = new Set<string>();
  for (const [route, kind, state, status, totalMs, traceId, spanId, parentSpanId] of exchanges) {
    // Where the proxy leaves `traceparent` as it is, the caller's span is also the one that the upstream's hangs under.
    const parentKey = toOptionalKey(traceId, parentSpanId);
    const key = toOptionalKey(traceId, spanId) ?? parentKey;
    const caller = find(known, parentKey) ?? find(known, key);
    for (const one of [key, parentKey]) if (one !== undefined) passed.add(one);
    const to = find(answered, key) ?? route ?? NO_ROUTE;
    const isLong = kind === 'websocket' || kind === 'eventsource';
    calls.add(caller?.[3] ?? BROWSER, to, 'http', {
      failed: state === 'failed' || (status ?? 0) >= 500,
      durationMs: isLong || state === 'pending' || state === 'streaming' ? undefined : totalMs,
    });
  }
  return passed;
}

function addSpan(
  calls: Calls,
  [traceId, spanId, parent, service, kind, durationMs, status, peer, peerKind]: CallingSpan,
  known: ReadonlyMap<string, CallingSpan>,
  answered: ReadonlyMap<string, string>,
  passed: ReadonlySet<string>,
): void {
  const call = { failed: status === 'error', durationMs };
  const key = toKey(traceId, spanId);
  if ((kind === 'client' || kind === 'producer') && peer !== null && !answered.has(key) && !passed.has(key)) {
    calls.add(service, peer, peerKind ?? 'http', call);
    return;
  }
  if (parent === null || !isCalled(kind)) return;
  const parentKey = toKey(traceId, parent);
  const caller = known.get(parentKey);
  if (!caller || caller[3] === service || passed.has(parentKey)) return;
  // The caller's own time counts where it has one: it includes the way there and back.
  const isCall = caller[4] === 'client';
  calls.add(caller[3], service, toKind(caller, kind), {
    failed: call.failed || (isCall && caller[6] === 'error'),
    durationMs: isCall ? caller[5] : durationMs,
  });
}

function isCalled(kind: string): boolean {
  return kind === 'server' || kind === 'consumer';
}

function toKind(caller: CallingSpan, kind: string): string {
  return kind === 'consumer' ? 'messaging' : (caller[8] ?? 'http');
}

function toOptionalKey(traceId: string | null, spanId: string | null): string | undefined {
  return traceId === null || spanId === null ? undefined : toKey(traceId, spanId);
}

function find<T>(map: ReadonlyMap<string, T>, key: string | undefined): T | undefined {
  return key === undefined ? undefined : map.get(key);
}

function toKey(traceId: string, spanId: string): string {
  return `${traceId}-${spanId}`;
}

interface Call {
  readonly failed: boolean;
  readonly durationMs: number | undefined;
}

class Calls {
  readonly #edges = new Map<
    string,
    {
      readonly from: string;
      readonly to: string;
      readonly kind: string;
      count: number;
      errors: number;
      times: number[];
    }
  >();

  add(from: string, to: string, kind: string, { failed, durationMs }: Call): void {
    const key = `${from}\n${to}\n${kind}`;
    let edge = this.#edges.get(key);
    if (!edge) this.#edges.set(key, (edge = { from, to, kind, count: 0, errors: 0, times: [] }));
    edge.count += 1;
    if (failed) edge.errors += 1;
    if (durationMs !== undefined && durationMs >= 0) edge.times.push(durationMs);
  }

  toList(): readonly ServiceCall[] {
    return [...this.#edges.values()]
      .map(({ times, ...edge }) => {
        const sorted = Float64Array.from(times).sort();
        return { ...edge, p50Ms: rank(sorted, 0.5), p95Ms: rank(sorted, 0.95), p99Ms: rank(sorted, 0.99) };
      })
      .sort((a, b) => b.count - a.count);
  }
}

/** The nearest rank; 0 where nothing was timed. */
function rank(sorted: Float64Array, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
