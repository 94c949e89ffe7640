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
/** What a product of a ratio may be short of a whole number. */
const ROUNDING = 1e-9;

/** What waits for a decision. Parts of a short exchange come before itself. */
interface Held {
  rule?: Rule;
  /** As it stood last. */
  exchange?: Exchange;
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
  /** Ids of exchanges that are kept and under way. */
  readonly #kept = new Set<string>();
  #bytes = 0;

  constructor(rules: readonly SamplingRule[], emit: (recorded: Recorded) => void) {
    this.#emit = emit;
    this.#rules = rules.map((rule) => new Rule(rule));
  }

  /** What each rule has left out so far; undefined without rules. */
  get counts(): readonly SamplingCount[] | undefined {
    return this.#rules.length === 0 ? undefined : this.#rules.map(({ match, seen, left }) => ({ match, seen, left }));
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
      const { rule, exchange } = held;
      if (rule && exchange && at - exchange.startedAt >= rule.slowMs) this.#keep(id, held);
    }
  }

  /** Recording ends: all that is not decided is kept. */
  finish(): void {
    for (const [id, held] of this.#held) this.#keep(id, held);
  }

  #exchange(exchange: Exchange, recorded: Recorded): void {
    const { id } = exchange;
    if (this.#left.has(id)) return;
    if (this.#kept.has(id)) {
      this.#emit(recorded);
      this.#follow(id, exchange);
      return;
    }
    const held = this.#held.get(id) ?? this.#hold(id);
    held.exchange = exchange;
    if (!held.rule) {
      const rule = this.#ruleOf(exchange);
      if (rule) {
        rule.seen += 1;
        held.rule = rule;
      }
    }
    this.#decide(id, held, exchange);
    this.#release();
  }

  #follow(id: string, exchange: Exchange | undefined): void {
    if (exchange?.state === 'done' || exchange?.state === 'failed') this.#kept.delete(id);
    else this.#kept.add(id);
  }

  #hold(id: string): Held {
    const held = { parts: [], bytes: 0 };
    this.#held.set(id, held);
    return held;
  }

  #part(id: string, recorded: Recorded): void {
    if (this.#left.has(id)) return;
    if (this.#kept.has(id)) {
      this.#emit(recorded);
      return;
    }
    const held = this.#held.get(id) ?? this.#hold(id);
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

  #decide(id: string, held: Held, { state, status = 0, kind, timings, startedAt }: Exchange): void {
    const { rule } = held;
    const isStream = kind === 'websocket' || kind === 'eventsource' || state === 'open';
    if (!rule || isStream || state === 'failed' || status >= 400 || timings.total >= rule.slowMs) this.#keep(id, held);
    else if (state === 'done') {
      if (rule.takes(startedAt)) this.#keep(id, held);
      else this.#leave(id, held, rule);
    }
  }

  #keep(id: string, held: Held): void {
    this.#forget(id, held);
    for (const part of held.parts) this.#emit(part);
    if (held.exchange) this.#emit({ kind: 'exchange', record: held.exchange });
    this.#follow(id, held.exchange);
  }

  #leave(id: string, held: Held, rule: Rule): void {
    this.#forget(id, held);
    rule.left += 1;
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
  /** Exchanges it was asked of; where its part of them passes a whole number one is kept, so that the part is exact. */
  #asked = 0;
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
    const before = this.#part(this.#asked);
    this.#asked += 1;
    if (this.#part(this.#asked) === before || this.#inSecond >= this.#perSecond) return false;
    this.#inSecond += 1;
    return true;
  }

  #part(count: number): number {
    return Math.floor(count * this.#ratio + ROUNDING);
  }
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
