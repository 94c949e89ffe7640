// Capture: leaves out part of heavy routes' exchanges, as rules say; what it holds of one until that is decided is bounded.
import { compileMatch } from '../base/route-match.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type { SamplingCount, SamplingRule } from '../model/rules.ts';

/** Bytes held of one exchange; one with more is kept. */
export const HELD_BYTES = 1024 * 1024;
/** Exchanges held at a time, and bytes of all of them; the oldest is kept for a new one. */
export const HELD_EXCHANGES = 5_000;
export const HELD_BYTES_IN_ALL = 64 * 1024 * 1024;
/** From this on an exchange is slow, where the rule does not say, in milliseconds. */
export const SLOW_MS = 1_000;

const SECOND_MS = 1_000;

interface Held {
  readonly rule: Rule;
  readonly startedAt: number;
  /** As it stood last. */
  exchange: Exchange;
  readonly parts: Recorded[];
  bytes: number;
}

/** Exchanges of no rule, of failed or slow ones, of sockets and of event streams pass at once or as soon as that shows. */
export class Sampler {
  readonly #emit: (recorded: Recorded) => void;
  readonly #rules: readonly Rule[];
  readonly #held = new Map<string, Held>();
  /** Ids of exchanges that were left out and whose last words may still come. */
  readonly #left = new Set<string>();
  #bytes = 0;

  constructor(rules: readonly SamplingRule[], emit: (recorded: Recorded) => void) {
    this.#emit = emit;
    this.#rules = rules.map((rule) => new Rule(rule));
  }

  /** What each rule has left out so far; undefined without rules. */
  get counts(): readonly SamplingCount[] | undefined {
    return this.#rules.length === 0
      ? undefined
      : this.#rules.map(({ match, seen, left }) => ({ match, seen, left }));
  }

  accept(recorded: Recorded): void {
    if (this.#rules.length === 0) {
      this.#emit(recorded);
      return;
    }
    const id = exchangeOf(recorded);
    if (id === undefined) this.#emit(recorded);
    else if (recorded.kind === 'exchange') this.#exchange(recorded.record, recorded);
    else this.#part(id, recorded);
  }

  /** Keeps what turned out to be slow. */
  flush(at: number): void {
    for (const [id, held] of this.#held) {
      if (at - held.startedAt < held.rule.slowMs) continue;
      this.#keep(id, held);
    }
  }

  /** Recording ends: all that is not decided is kept. */
  finish(): void {
    for (const [id, held] of this.#held) this.#keep(id, held);
  }

  #exchange(exchange: Exchange, recorded: Recorded): void {
    const { id } = exchange;
    if (this.#left.has(id)) return;
    const held = this.#held.get(id);
    if (held) {
      held.exchange = exchange;
      this.#decide(id, held);
      return;
    }
    const rule = exchange.state === 'pending' || isNew(exchange) ? this.#ruleOf(exchange) : undefined;
    if (!rule) this.#emit(recorded);
    else {
      rule.seen += 1;
      this.#hold({ rule, startedAt: exchange.startedAt, exchange, parts: [], bytes: 0 });
    }
  }

  #hold(held: Held): void {
    const { id } = held.exchange;
    this.#held.set(id, held);
    this.#decide(id, held);
    this.#release();
  }

  #part(id: string, recorded: Recorded): void {
    const held = this.#held.get(id);
    if (!held) {
      if (!this.#left.has(id)) this.#emit(recorded);
      return;
    }
    const bytes = sizeOf(recorded);
    held.parts.push(recorded);
    held.bytes += bytes;
    this.#bytes += bytes;
    if (held.bytes > HELD_BYTES) this.#keep(id, held);
    else this.#release();
  }

  #release(): void {
    while (this.#held.size > HELD_EXCHANGES || this.#bytes > HELD_BYTES_IN_ALL) {
      const [oldest] = this.#held;
      if (!oldest) return;
      this.#keep(...oldest);
    }
  }

  #decide(id: string, held: Held): void {
    const { exchange, rule } = held;
    const { state, status = 0, kind, timings } = exchange;
    const isStream = kind === 'websocket' || kind === 'eventsource' || state === 'open';
    if (isStream || state === 'failed' || status >= 400 || timings.total >= rule.slowMs) this.#keep(id, held);
    else if (state === 'done') {
      if (rule.takes(exchange.startedAt)) this.#keep(id, held);
      else this.#leave(id, held);
    }
  }

  #keep(id: string, held: Held): void {
    this.#forget(id, held);
    this.#emit({ kind: 'exchange', record: held.exchange });
    for (const part of held.parts) this.#emit(part);
  }

  #leave(id: string, held: Held): void {
    this.#forget(id, held);
    held.rule.left += 1;
    this.#left.add(id);
    if (this.#left.size <= HELD_EXCHANGES) return;
    const [oldest] = this.#left;
    if (oldest !== undefined) this.#left.delete(oldest);
  }

  #forget(id: string, held: Held): void {
    this.#held.delete(id);
    this.#bytes -= held.bytes;
  }

  #ruleOf({ url }: Exchange): Rule | undefined {
    const { hostname, pathname } = new URL(url);
    return this.#rules.find((rule) => rule.matches(hostname, pathname));
  }
}

/** A rule with its counts. */
class Rule {
  readonly match: string;
  readonly slowMs: number;
  readonly matches: (hostname: string, path: string) => boolean;
  readonly #ratio: number;
  readonly #perSecond: number;
  #second = -1;
  #inSecond = 0;
  /** Grows by the ratio with each exchange; a whole number more means one is kept, so that the part is exact. */
  #share = 0;
  seen = 0;
  left = 0;

  constructor({ match, ratio = 1, perSecond = Infinity, slowMs = SLOW_MS }: SamplingRule) {
    this.match = match;
    this.slowMs = slowMs;
    this.matches = compileMatch(match).matches;
    this.#ratio = ratio;
    this.#perSecond = perSecond;
  }

  takes(at: number): boolean {
    const second = Math.floor(at / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#inSecond = 0;
    }
    this.#share += this.#ratio;
    if (this.#share < 1 || this.#inSecond >= this.#perSecond) return false;
    this.#share -= 1;
    this.#inSecond += 1;
    return true;
  }
}

/** A short exchange is put once, at its end. */
function isNew({ state }: Exchange): boolean {
  return state === 'done' || state === 'failed' || state === 'streaming';
}

function exchangeOf(recorded: Recorded): string | undefined {
  switch (recorded.kind) {
    case 'exchange':
      return recorded.record.id;
    case 'body':
    case 'body-end':
      return recorded.exchangeId;
    case 'frame':
    case 'event':
      return recorded.record.exchangeId;
    default:
      return undefined;
  }
}

function sizeOf(recorded: Recorded): number {
  if (recorded.kind === 'body') return recorded.bytes.byteLength;
  return recorded.kind === 'frame' ? recorded.payload.byteLength : 200;
}
