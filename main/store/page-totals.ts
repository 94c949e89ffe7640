// Store: how many rows match, counted with the first page only, so that walking through all pages stays linear.

/** Totals remembered; one for each list that is walked through at a time. */
export const REMEMBERED_TOTALS = 64;

export class PageTotals {
  readonly #totals = new Map<string, number>();

  /** Counts for a page without `afterId`; pages after it repeat what was counted under the same key then. */
  of(afterId: string | undefined, key: string, count: () => number): number {
    const known = afterId === undefined ? undefined : this.#totals.get(key);
    if (known !== undefined) return known;
    const total = count();
    this.#totals.delete(key);
    this.#totals.set(key, total);
    for (const oldest of this.#totals.keys()) {
      if (this.#totals.size <= REMEMBERED_TOTALS) break;
      this.#totals.delete(oldest);
    }
    return total;
  }
}
