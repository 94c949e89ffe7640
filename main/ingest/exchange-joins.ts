// Ingest: ties what pages say to the requests that passed: resources by URL and time, actions by trace. A report comes up to seconds
// after the request ended, and sometimes before its end, so both sides wait for each other for a while.
import type { Exchange } from '../model/exchange.ts';
import type { JoinedCounts } from '../model/telemetry.ts';
import type { ActionRecord, BrowserTiming, Initiator } from '../model/page.ts';
import type { ResourceItem } from '../model/page-report.ts';
import { dropOldest } from './bounded-map.ts';

/** Exchanges that wait for a page's word, those under way included; the oldest is forgotten for a new one. */
export const MAX_PARKED_EXCHANGES = 5_000;
/** How long one waits after its end, in milliseconds. */
export const PARKED_EXCHANGE_MS = 60_000;
/** Resources that wait for their exchange. */
export const MAX_PARKED_RESOURCES = 2_000;
/** How long one waits, in milliseconds: longer than capture takes to hear of a request. */
export const PARKED_RESOURCE_MS = 5_000;
/** Joins that are remembered of exchanges, so that one that is put again keeps its own. */
export const MAX_JOINS = 20_000;
/** Actions that are remembered by their trace. */
export const MAX_ACTIONS = 5_000;
/** How far the browser's clock may be from ours on the same machine, in milliseconds: its own runs on without being set. */
export const CLOCK_SLACK_MS = 250;
/** How often those that waited too long are looked for, in milliseconds. */
const SWEEP_MS = 1_000;

/** What is added to an exchange. */
interface Join {
  pageId?: string;
  initiator?: Initiator;
  browserTiming?: BrowserTiming;
  joined?: JoinedCounts;
}

interface Parked {
  exchange: Exchange;
  /** A resource was found to be this. */
  taken: boolean;
  readonly url: string;
}

interface ParkedResource {
  readonly item: ResourceItem;
  readonly pageId: string;
  readonly since: number;
}

export class ExchangeJoins {
  readonly #emit: (exchange: Exchange) => void;
  readonly #parked = new Map<string, Parked>();
  readonly #byUrl = new Map<string, Set<string>>();
  readonly #byTrace = new Map<string, Set<string>>();
  readonly #byRequestId = new Map<string, Set<string>>();
  readonly #joins = new Map<string, Join>();
  readonly #actions = new Map<string, ActionRecord>();
  readonly #changed = new Set<string>();
  #resources: ParkedResource[] = [];
  #sweptAt = -Infinity;

  constructor(emit: (exchange: Exchange) => void) {
    this.#emit = emit;
  }

  /** Takes an exchange as it stands now; gives it back with what pages said of it. */
  accept(exchange: Exchange): Exchange {
    const known = this.#parked.get(exchange.id);
    if (known) known.exchange = exchange;
    else this.#park(exchange);
    this.#joinAction(exchange);
    this.#changed.delete(exchange.id);
    return this.#joined(exchange);
  }

  /** An action: requests of its trace are its work. */
  action(action: ActionRecord): void {
    this.#actions.set(action.traceId, action);
    dropOldest(this.#actions, MAX_ACTIONS);
    for (const id of this.#byTrace.get(action.traceId) ?? []) {
      const parked = this.#parked.get(id);
      if (parked && this.#joinAction(parked.exchange)) this.#changed.add(id);
    }
  }

  actionOf(traceId: string | undefined): ActionRecord | undefined {
    return traceId === undefined ? undefined : this.#actions.get(traceId);
  }

  /** A page is known by the exchange of its document. */
  document(exchangeId: string, pageId: string, browserTiming: BrowserTiming | undefined): void {
    const join = this.#join(exchangeId);
    join.pageId = pageId;
    join.initiator ??= { type: 'navigation' };
    if (browserTiming) join.browserTiming = browserTiming;
    if (this.#parked.has(exchangeId)) this.#changed.add(exchangeId);
  }

  /** A request as the page's browser measured it. One that the browser answered from its cache has no exchange. */
  resource(item: ResourceItem, pageId: string, now: number): void {
    if (item.transferBytes === 0) return;
    if (this.#claim(item, pageId)) return;
    this.#resources.push({ item, pageId, since: now });
    if (this.#resources.length > MAX_PARKED_RESOURCES) this.#resources.shift();
  }

  get(exchangeId: string): Exchange | undefined {
    return this.#parked.get(exchangeId)?.exchange;
  }

  /** The exchange that a log of a trace belongs to: its own by the span; else the only one that was under way then, or the trace's only one. */
  ofTrace(traceId: string, spanId: string | undefined, at: number): string | undefined {
    const all = this.#ofTrace(traceId);
    const own = spanId === undefined ? undefined : all.find(({ trace }) => trace?.spanId === spanId);
    // A back end that reads older fields than `traceparent`, or a page, knows the sender's span.
    const senders = spanId === undefined ? [] : all.filter(({ trace }) => trace?.parentSpanId === spanId);
    return (own ?? onlyOne(senders) ?? onlyOne(all.filter(isUnderWay(at))) ?? onlyOne(all))?.id;
  }

  /** The exchange whose own span that is. */
  ofSpan(traceId: string, spanId: string): string | undefined {
    for (const id of this.#byTrace.get(traceId) ?? []) {
      if (this.#parked.get(id)?.exchange.trace?.spanId === spanId) return id;
    }
    return undefined;
  }

  /** The only exchange of a trace. */
  onlyOf(traceId: string): string | undefined {
    return onlyId(this.#byTrace.get(traceId));
  }

  /** The only exchange with that `X-Request-ID`. */
  ofRequest(requestId: string): string | undefined {
    return onlyId(this.#byRequestId.get(requestId));
  }

  /** Adds to what belongs to an exchange. */
  count(exchangeId: string, added: Partial<JoinedCounts>): void {
    const join = this.#join(exchangeId);
    const { logs, warnings, failures, spans, failedSpans } = join.joined ?? NOTHING_JOINED;
    join.joined = {
      logs: logs + (added.logs ?? 0),
      warnings: warnings + (added.warnings ?? 0),
      failures: failures + (added.failures ?? 0),
      spans: spans + (added.spans ?? 0),
      failedSpans: failedSpans + (added.failedSpans ?? 0),
    };
    if (this.#parked.has(exchangeId)) this.#changed.add(exchangeId);
  }

  /** The exchange that an error of a trace is about: the last before it that failed, else the trace's only one. */
  culprit(traceId: string, at: number): string | undefined {
    const all = this.#ofTrace(traceId).filter(isBefore(at));
    return (all.filter(hasFailed).at(-1) ?? onlyOne(all))?.id;
  }

  /** The last request for a URL before an instant; one that failed is preferred. */
  lastOf(url: string, at: number): string | undefined {
    const before = this.#sorted(this.#byUrl.get(toKey(url))).filter(isBefore(at));
    return (before.filter(hasFailed).at(-1) ?? before.at(-1))?.id;
  }

  /** Puts what became known of exchanges that were put before. */
  flush(at: number): void {
    for (const id of this.#changed) {
      const parked = this.#parked.get(id);
      if (parked) this.#emit(this.#joined(parked.exchange));
    }
    this.#changed.clear();
    if (at - this.#sweptAt >= SWEEP_MS) this.#sweep(at);
  }

  #park(exchange: Exchange): void {
    const url = toKey(exchange.url);
    const parked: Parked = { exchange, url, taken: false };
    this.#parked.set(exchange.id, parked);
    index(this.#byUrl, url, exchange.id);
    if (exchange.trace) index(this.#byTrace, exchange.trace.traceId, exchange.id);
    if (exchange.trace?.requestId !== undefined) index(this.#byRequestId, exchange.trace.requestId, exchange.id);
    const found = this.#resources.findIndex(({ item }) => toKey(item.url) === url && isDuring(exchange, item));
    const [resource] = found < 0 ? [] : this.#resources.splice(found, 1);
    if (resource) this.#take(parked, resource.item, resource.pageId);
    for (const id of this.#parked.keys()) {
      if (this.#parked.size <= MAX_PARKED_EXCHANGES) break;
      this.#forget(id);
    }
  }

  #claim(item: ResourceItem, pageId: string): boolean {
    const free = this.#sorted(this.#byUrl.get(toKey(item.url)), ({ taken }) => !taken);
    const exchange = free.find((each) => isDuring(each, item));
    const parked = exchange && this.#parked.get(exchange.id);
    if (!parked) return false;
    this.#take(parked, item, pageId);
    return true;
  }

  #take(parked: Parked, item: ResourceItem, pageId: string): void {
    const { exchange } = parked;
    parked.taken = true;
    const join = this.#join(exchange.id);
    // The document in a frame is a page of its own.
    if (exchange.kind !== 'document') join.pageId = pageId;
    const action = this.actionOf(exchange.trace?.traceId) ?? this.actionOf(item.traceId);
    join.initiator = { type: item.initiator, ...toInitiatorAction(action) };
    join.browserTiming = toBrowserTiming(item);
    this.#changed.add(exchange.id);
  }

  /** True where that is news. */
  #joinAction(exchange: Exchange): boolean {
    const action = this.actionOf(exchange.trace?.traceId);
    if (!action || this.#joins.get(exchange.id)?.initiator?.actionId === action.id) return false;
    const join = this.#join(exchange.id);
    join.pageId ??= action.pageId;
    join.initiator = { type: join.initiator?.type ?? exchange.kind, ...toInitiatorAction(action) };
    return true;
  }

  #join(exchangeId: string): Join {
    const known = this.#joins.get(exchangeId);
    if (known) return known;
    const join: Join = {};
    this.#joins.set(exchangeId, join);
    dropOldest(this.#joins, MAX_JOINS);
    return join;
  }

  #joined(exchange: Exchange): Exchange {
    const join = this.#joins.get(exchange.id);
    return join ? { ...exchange, ...join } : exchange;
  }

  #ofTrace(traceId: string): readonly Exchange[] {
    return this.#sorted(this.#byTrace.get(traceId));
  }

  #sorted(ids: Iterable<string> = [], wanted: (parked: Parked) => boolean = () => true): readonly Exchange[] {
    const found: Exchange[] = [];
    for (const id of ids) {
      const parked = this.#parked.get(id);
      if (parked && wanted(parked)) found.push(parked.exchange);
    }
    return found.sort((a, b) => a.startedAt - b.startedAt);
  }

  #sweep(at: number): void {
    this.#sweptAt = at;
    this.#resources = this.#resources.filter(({ since }) => at - since < PARKED_RESOURCE_MS);
    for (const [id, { exchange }] of this.#parked) {
      const { state, startedAt, timings } = exchange;
      const isOver = state === 'done' || state === 'failed';
      if (isOver && at - startedAt - Math.max(0, timings.total) >= PARKED_EXCHANGE_MS) this.#forget(id);
    }
  }

  #forget(id: string): void {
    const parked = this.#parked.get(id);
    if (!parked) return;
    if (this.#changed.delete(id)) this.#emit(this.#joined(parked.exchange));
    this.#parked.delete(id);
    unindex(this.#byUrl, parked.url, id);
    const { traceId, requestId } = parked.exchange.trace ?? {};
    if (traceId !== undefined) unindex(this.#byTrace, traceId, id);
    if (requestId !== undefined) unindex(this.#byRequestId, requestId, id);
  }
}

/** Browsers leave the fragment out of what they ask for, not out of what they report. */
function toKey(url: string): string {
  const fragment = url.indexOf('#');
  return fragment < 0 ? url : url.slice(0, fragment);
}

function isBefore(at: number): (exchange: Exchange) => boolean {
  return ({ startedAt }) => startedAt <= at + CLOCK_SLACK_MS;
}

function isUnderWay(at: number): (exchange: Exchange) => boolean {
  return ({ startedAt, state, timings }) => {
    const isOver = state === 'done' || state === 'failed';
    return startedAt <= at && (!isOver || startedAt + Math.max(0, timings.total) >= at);
  };
}

const NOTHING_JOINED: JoinedCounts = { logs: 0, warnings: 0, failures: 0, spans: 0, failedSpans: 0 };

function onlyId(ids: ReadonlySet<string> | undefined): string | undefined {
  return ids?.size === 1 ? [...ids][0] : undefined;
}

/** Where there are several, it is not known which. */
function onlyOne(exchanges: readonly Exchange[]): Exchange | undefined {
  return exchanges.length === 1 ? exchanges[0] : undefined;
}

function hasFailed({ error, status = 0 }: Exchange): boolean {
  return error !== undefined || status >= 400;
}

/** The request came to the proxy while the page waited for the resource. */
function isDuring({ startedAt }: Exchange, { at, durationMs }: ResourceItem): boolean {
  return startedAt >= at - CLOCK_SLACK_MS && startedAt <= at + durationMs + CLOCK_SLACK_MS;
}

function toBrowserTiming({ at, queuedMs, responseStartMs, durationMs, transferBytes }: ResourceItem): BrowserTiming {
  return {
    startedAt: at,
    queuedMs,
    ...(responseStartMs === undefined ? {} : { responseStartMs }),
    durationMs,
    ...(transferBytes === undefined ? {} : { transferBytes }),
  };
}

function toInitiatorAction(action: ActionRecord | undefined): Pick<Initiator, 'actionId' | 'action'> {
  return action ? { actionId: action.id, action: action.label } : {};
}

function index(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids) ids.add(id);
  else map.set(key, new Set([id]));
}

function unindex(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  ids?.delete(id);
  if (ids?.size === 0) map.delete(key);
}
