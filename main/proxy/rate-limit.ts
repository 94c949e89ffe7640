// Proxy: how often somebody may post: so many at once, and so many a second after that. Constant work.
import type { Clock } from '../base/clock.ts';

/** Senders that are told apart; the one that was silent longest is forgotten for a new one. */
export const MAX_SENDERS = 1_000;

export interface RateLimit {
  /** Posts that may come at once. */
  readonly burst: number;
  /** Posts a second in the long run. */
  readonly perSecond: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** One limit, held for each sender by itself. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit,
    private readonly clock: Clock,
  ) {}

  /** True where the sender may; counts it then. */
  take(sender: string): boolean {
    const { burst, perSecond } = this.limit;
    const now = this.clock();
    const { left, at } = this.#buckets.get(sender) ?? { left: burst, at: now };
    const full = Math.min(burst, left + (Math.max(0, now - at) / 1_000) * perSecond);
    const may = full >= 1;
    // Last in the order of forgetting.
    this.#buckets.delete(sender);
    this.#buckets.set(sender, { left: may ? full - 1 : full, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_SENDERS) break;
      this.#buckets.delete(oldest);
    }
    return may;
  }
}
