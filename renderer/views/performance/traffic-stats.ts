// Pure: exchanges → figures over time, by route and by endpoint. Each change of a row costs a fixed amount of work.
import { PHASES, type ExchangeRow, type Phase } from '../../../main/model/exchange.ts';
import { DurationHistogram } from './duration-histogram.ts';
import { toEndpoint } from './endpoint-template.ts';

/** Slots on the time axis at most; a slot's width doubles when there would be more. */
export const SLOT_LIMIT = 120;
/** Endpoints told apart at most; the rest count as one. */
export const ENDPOINT_LIMIT = 400;
/** Routes told apart at most; the rest count as one. */
export const ROUTE_LIMIT = 24;
/** Names what was beyond a limit. */
export const REST = '…';

export const STATUS_CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx', 'failed'] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** Upper bounds of the sizes told apart, in bytes; the last has none. */
export const SIZE_BOUNDS = [1e3, 4e3, 16e3, 64e3, 256e3, 1e6, Infinity] as const;

export interface Slot {
  requests: number;
  readonly byRoute: Map<string, number>;
  readonly byStatus: Map<StatusClass, number>;
  durations: DurationHistogram;
  bytesIn: number;
  bytesOut: number;
}

export interface EndpointFigures {
  readonly method: string;
  readonly endpoint: string;
  readonly durations: DurationHistogram;
  errors: number;
}

export interface RoutePhases {
  count: number;
  /** Sum over all exchanges of the route, in milliseconds. */
  readonly sumMs: Record<Phase, number>;
}

/** Which part of the session is looked at, in milliseconds since the Unix epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What is remembered of a row, so that a change of it counts once. */
interface Counted {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ended: boolean;
}

const ALL: TimeRange = { from: -Infinity, to: Infinity };
const NOTHING: Counted = { bytesIn: 0, bytesOut: 0, ended: false };

function statusClass(row: ExchangeRow): StatusClass {
  if (row.status === undefined) return 'failed';
  const hundreds = Math.floor(row.status / 100);
  return STATUS_CLASSES[hundreds - 1] ?? 'failed';
}

function staysOpen(row: ExchangeRow): boolean {
  return row.kind === 'websocket' || row.kind === 'eventsource';
}

/** Figures of the exchanges that started in a range. */
export class TrafficStats {
  readonly range: TimeRange;
  /** Instant where the first slot starts; undefined while empty. */
  from: number | undefined;
  slotMs: number;
  slots: Slot[] = [];
  requests = 0;
  answers = 0;
  readonly durations = new DurationHistogram();
  readonly byStatus = new Map<StatusClass, number>();
  readonly byRoute = new Map<string, number>();
  readonly sizes: number[] = SIZE_BOUNDS.map(() => 0);
  readonly responseSizes = new DurationHistogram();
  readonly phases = new Map<string, RoutePhases>();
  readonly endpoints = new Map<string, EndpointFigures>();
  readonly #counted = new Map<string, Counted>();

  constructor(range: TimeRange = ALL, slotMs = 1000) {
    this.range = range;
    this.slotMs = slotMs;
    if (Number.isFinite(range.from)) this.from = range.from;
  }

  /** Counts a row as it stands now. Called again for the same row it counts only what is new. */
  put(row: ExchangeRow): void {
    if (row.startedAt < this.range.from || row.startedAt >= this.range.to) return;
    const before = this.#counted.get(row.id);
    if (before?.ended) return;
    const slot = this.#slot(row.startedAt);
    if (!before) this.#start(slot, row);
    this.#bytes(row, before ?? NOTHING);
    const ended = row.state === 'done' || row.state === 'failed';
    if (ended) this.#end(slot, row);
    this.#counted.set(row.id, {
      bytesIn: row.responseBody.sizeBytes,
      bytesOut: row.requestBody.sizeBytes,
      ended,
    });
  }

  #start(slot: Slot, row: ExchangeRow): void {
    this.requests += 1;
    slot.requests += 1;
    const route = limitedKey(this.byRoute, row.route ?? '–', ROUTE_LIMIT);
    bump(this.byRoute, route);
    bump(slot.byRoute, route);
  }

  /** Bytes count where they passed: a long stream's later ones in later slots. */
  #bytes(row: ExchangeRow, before: Counted): void {
    const bytesIn = row.responseBody.sizeBytes - before.bytesIn;
    const bytesOut = row.requestBody.sizeBytes - before.bytesOut;
    if (bytesIn <= 0 && bytesOut <= 0) return;
    const at = Math.min(row.startedAt + Math.max(0, row.timings.total), this.range.to - 1);
    const slot = this.#slot(Number.isFinite(at) ? at : row.startedAt);
    slot.bytesIn += Math.max(0, bytesIn);
    slot.bytesOut += Math.max(0, bytesOut);
  }

  #end(slot: Slot, row: ExchangeRow): void {
    const status = statusClass(row);
    this.answers += 1;
    bump(this.byStatus, status);
    bump(slot.byStatus, status);
    if (staysOpen(row)) return;
    const durationMs = Math.max(0, row.timings.total);
    slot.durations.add(durationMs);
    this.durations.add(durationMs);
    const { sizeBytes } = row.responseBody;
    const bound = SIZE_BOUNDS.findIndex((limit) => sizeBytes < limit);
    this.sizes[bound] = (this.sizes[bound] ?? 0) + 1;
    this.responseSizes.add(sizeBytes);
    this.#addPhases(row);
    this.#addEndpoint(row, status, durationMs);
  }

  #addPhases(row: ExchangeRow): void {
    const route = limitedKey(this.phases, row.route ?? '–', ROUTE_LIMIT);
    let held = this.phases.get(route);
    if (!held) {
      held = { count: 0, sumMs: { blocked: 0, dns: 0, connect: 0, tls: 0, send: 0, wait: 0, receive: 0 } };
      this.phases.set(route, held);
    }
    held.count += 1;
    for (const phase of PHASES) held.sumMs[phase] += Math.max(0, row.timings[phase]);
  }

  #addEndpoint(row: ExchangeRow, status: StatusClass, durationMs: number): void {
    const endpoint = toEndpoint(row.url, row.kind);
    const key = limitedKey(this.endpoints, `${row.method} ${endpoint}`, ENDPOINT_LIMIT);
    let held = this.endpoints.get(key);
    if (!held) {
      const named = key === REST ? { method: REST, endpoint: REST } : { method: row.method, endpoint };
      held = { ...named, durations: new DurationHistogram(), errors: 0 };
      this.endpoints.set(key, held);
    }
    held.durations.add(durationMs);
    if (status === '4xx' || status === '5xx' || status === 'failed' || row.state === 'failed') held.errors += 1;
  }

  #slot(at: number): Slot {
    this.from ??= Math.floor(at / this.slotMs) * this.slotMs;
    while (at < this.from) this.#growBack(at);
    let index = Math.floor((at - this.from) / this.slotMs);
    while (index >= SLOT_LIMIT) {
      this.#widen();
      index = Math.floor((at - this.from) / this.slotMs);
    }
    while (this.slots.length <= index) this.slots.push(emptySlot());
    return this.slots[index] ?? emptySlot();
  }

  #growBack(at: number): void {
    const from = this.from ?? at;
    const missing = Math.ceil((from - at) / this.slotMs);
    if (missing + this.slots.length > SLOT_LIMIT) {
      this.#widen();
      return;
    }
    this.slots.unshift(...Array.from({ length: missing }, emptySlot));
    this.from = from - missing * this.slotMs;
  }

  #widen(): void {
    const wide: Slot[] = [];
    for (let index = 0; index < this.slots.length; index += 2) {
      const slot = this.slots[index] ?? emptySlot();
      const next = this.slots[index + 1];
      if (next) mergeSlot(slot, next);
      wide.push(slot);
    }
    this.slots = wide;
    this.slotMs *= 2;
  }
}

function emptySlot(): Slot {
  return {
    requests: 0,
    byRoute: new Map(),
    byStatus: new Map(),
    durations: new DurationHistogram(),
    bytesIn: 0,
    bytesOut: 0,
  };
}

function mergeSlot(into: Slot, from: Slot): void {
  into.requests += from.requests;
  into.bytesIn += from.bytesIn;
  into.bytesOut += from.bytesOut;
  into.durations.addAll(from.durations);
  for (const [key, count] of from.byRoute) bump(into.byRoute, key, count);
  for (const [key, count] of from.byStatus) bump(into.byStatus, key, count);
}

function bump<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function limitedKey(held: ReadonlyMap<string, unknown>, key: string, limit: number): string {
  return held.has(key) || held.size < limit - 1 ? key : REST;
}
