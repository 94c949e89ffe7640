// Ingest: adds up what senders report as changes (delta temporality), so that a chart sees one kind of counter.

/** Series whose total is remembered; the one that was silent longest is forgotten, and starts again from its next change. */
export const DELTA_SERIES_LIMIT = 20_000;

export class DeltaTotals {
  readonly #limit: number;
  /** In the order of their last change. */
  readonly #totals = new Map<string, number>();

  constructor(limit = DELTA_SERIES_LIMIT) {
    this.#limit = limit;
  }

  /** The series' total with this change. */
  add(series: string, change: number): number {
    const total = (this.#totals.get(series) ?? 0) + change;
    this.#totals.delete(series);
    this.#totals.set(series, total);
    if (this.#totals.size > this.#limit) {
      const [oldest] = this.#totals.keys();
      if (oldest !== undefined) this.#totals.delete(oldest);
    }
    return total;
  }
}
