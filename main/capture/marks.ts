// Capture: remembers when messages passed, for ticks in a waterfall, in little room.

/** Instants kept of one exchange at most. */
export const MAX_MARKS = 32;

/** Instants of every message at first, then of every second, every fourth and so on, so that those kept stay evenly spread. */
export class Marks {
  #kept: number[] = [];
  #stride = 1;
  #count = 0;

  /** A message passed at that instant. */
  add(at: number): void {
    const wanted = this.#count % this.#stride === 0;
    this.#count += 1;
    if (!wanted) return;
    if (this.#kept.length === MAX_MARKS) {
      this.#kept = this.#kept.filter((_at, index) => index % 2 === 0);
      this.#stride *= 2;
    }
    this.#kept.push(at);
  }

  /** Those kept, in order. */
  list(): readonly number[] {
    return this.#kept.slice();
  }
}
