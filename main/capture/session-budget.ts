// Capture: the session's byte budget, shared by all bodies and frames.
import type { CaptureBudget } from '../model/config.ts';

/** Counts what a session keeps of bodies and frames against its two limits. */
export class SessionBudget {
  readonly #limits: CaptureBudget;
  #usedBytes: number;

  constructor(limits: CaptureBudget, usedBytes = 0) {
    this.#limits = limits;
    this.#usedBytes = usedBytes;
  }

  /** Bytes granted so far. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** How many bytes one body or frame that has `keptBytes` may still take, as things stand. */
  room(keptBytes: number): number {
    return Math.max(0, Math.min(this.#limits.bodyBytes - keptBytes, this.#limits.sessionBytes - this.#usedBytes));
  }

  /** Takes bytes for a body or frame that has `keptBytes`; answers how many of those wanted are granted. */
  take(wantedBytes: number, keptBytes = 0): number {
    const granted = Math.min(wantedBytes, this.room(keptBytes));
    this.#usedBytes += granted;
    return granted;
  }
}
