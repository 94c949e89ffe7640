// Ingest: which requests were under way at an instant, so that a log that names none may be tied to the only one there was.
import type { Exchange } from '../model/exchange.ts';

/** Requests that are remembered; the oldest is forgotten for a new one. */
export const MAX_REMEMBERED = 2_000;
/** How far around an instant requests make a guess less sure, in milliseconds: output comes late, and in pieces. */
export const NEAR_MS = 50;
/** How sure a guess is where it is known which upstream the source of a log is, and where it isn't. */
export const SURE_OF_UPSTREAM = 0.8;
export const UNSURE_OF_UPSTREAM = 0.5;
/** Sources whose upstreams are remembered. */
const MAX_SOURCES = 500;

interface Busy {
  readonly id: string;
  readonly startedAt: number;
  endedAt: number;
  upstream: string | undefined;
}

export interface Guess {
  readonly exchangeId: string;
  /** 0 to 1. */
  readonly confidence: number;
}

export class BusyTimes {
  /** In order of their beginning, nearly. */
  #order: Busy[] = [];
  readonly #byId = new Map<string, Busy>();
  /** By source of logs: the upstream that its logs were about, where they told. */
  readonly #upstreams = new Map<string, string>();
  #guesses = new Map<string, Guess | undefined>();

  accept(exchange: Exchange): void {
    const { id, startedAt, state, timings, kind, upstreamUrl } = exchange;
    // These are open for minutes: what happens meanwhile is rarely their affair.
    if (kind === 'websocket' || kind === 'eventsource') return;
    const endedAt = state === 'done' || state === 'failed' ? startedAt + Math.max(0, timings.total) : Infinity;
    const known = this.#byId.get(id);
    if (known) {
      known.endedAt = endedAt;
      known.upstream = toOrigin(upstreamUrl);
      return;
    }
    const busy: Busy = { id, startedAt, endedAt, upstream: toOrigin(upstreamUrl) };
    this.#byId.set(id, busy);
    this.#order.push(busy);
    if (this.#order.length > 2 * MAX_REMEMBERED) this.#forget();
  }

  /** A log of that source was about that request, as its ids tell. */
  learn(source: string, exchangeId: string): void {
    const upstream = this.#byId.get(exchangeId)?.upstream;
    if (upstream === undefined || (this.#upstreams.size >= MAX_SOURCES && !this.#upstreams.has(source))) return;
    this.#upstreams.set(source, upstream);
  }

  /** The only request under way then; undefined where there were several or none. */
  at(source: string, at: number): Guess | undefined {
    const key = `${Math.floor(at)} ${source}`;
    if (!this.#guesses.has(key)) this.#guesses.set(key, this.#guess(source, at));
    return this.#guesses.get(key);
  }

  /** A turn ends: what was guessed is forgotten, as requests come and go. */
  endTurn(): void {
    if (this.#guesses.size > 0) this.#guesses = new Map();
  }

  #guess(source: string, at: number): Guess | undefined {
    const upstream = this.#upstreams.get(source);
    let only: Busy | undefined;
    let near = 0;
    for (const busy of this.#order) {
      if (upstream !== undefined && busy.upstream !== upstream) continue;
      if (busy.startedAt > at + NEAR_MS || busy.endedAt < at - NEAR_MS) continue;
      near += 1;
      if (busy.startedAt > at || busy.endedAt < at) continue;
      if (only) return undefined;
      only = busy;
    }
    if (!only) return undefined;
    return {
      exchangeId: only.id,
      confidence: (upstream === undefined ? UNSURE_OF_UPSTREAM : SURE_OF_UPSTREAM) / near,
    };
  }

  #forget(): void {
    for (const { id } of this.#order.slice(0, -MAX_REMEMBERED)) this.#byId.delete(id);
    this.#order = this.#order.slice(-MAX_REMEMBERED);
  }
}

/** Scheme and authority. */
function toOrigin(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return path < 0 ? url : url.slice(0, path);
}
