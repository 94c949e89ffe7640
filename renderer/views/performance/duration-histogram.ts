// Pure: many durations in little room, for percentiles. Each step is 2 % wider than the one before, so a percentile is within 1 %.

/** The smallest duration told apart, in milliseconds. */
const SMALLEST_MS = 0.1;
const GROWTH = Math.log(1.02);
/** Steps up to about 17 minutes; longer ones count as that. */
export const HISTOGRAM_STEPS = 820;

function stepOf(durationMs: number): number {
  if (durationMs <= SMALLEST_MS) return 0;
  return Math.min(HISTOGRAM_STEPS - 1, Math.round(Math.log(durationMs / SMALLEST_MS) / GROWTH));
}

/** Durations by step, kept sparsely. */
export class DurationHistogram {
  readonly #steps = new Map<number, number>();
  #count = 0;
  #largestMs = 0;

  get count(): number {
    return this.#count;
  }

  /** The largest duration, exact; 0 while empty. */
  get largestMs(): number {
    return this.#largestMs;
  }

  add(durationMs: number): void {
    const step = stepOf(durationMs);
    this.#steps.set(step, (this.#steps.get(step) ?? 0) + 1);
    this.#count += 1;
    this.#largestMs = Math.max(this.#largestMs, durationMs);
  }

  addAll(other: DurationHistogram): void {
    for (const [step, count] of other.#steps) this.#steps.set(step, (this.#steps.get(step) ?? 0) + count);
    this.#count += other.#count;
    this.#largestMs = Math.max(this.#largestMs, other.#largestMs);
  }

  /** Durations below which these shares (0 to 1, ascending) of all lie; undefined while empty. */
  percentiles(shares: readonly number[]): readonly (number | undefined)[] {
    if (this.#count === 0) return shares.map(() => undefined);
    const steps = [...this.#steps].sort((left, right) => left[0] - right[0]);
    let index = -1;
    let passed = 0;
    return shares.map((share) => {
      const wanted = Math.max(1, Math.ceil(share * this.#count));
      while (passed < wanted && index + 1 < steps.length) {
        index += 1;
        passed += steps[index]?.[1] ?? 0;
      }
      const value = SMALLEST_MS * Math.exp((steps[index]?.[0] ?? 0) * GROWTH);
      return Math.min(value, this.#largestMs);
    });
  }
}
