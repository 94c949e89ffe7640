// Renderer store: asks the session the same question again when there is more to know, never twice at a time.

/** Asks at once, again when the version changes, and at most once every `periodMs`. */
export class Follower<T> {
  readonly #ask: () => Promise<T>;
  readonly #periodMs: number;
  readonly #answered: (answer: T | undefined) => void;
  #version: string | number | undefined;
  #asking = false;
  #stale = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `answered` hears undefined where the question failed. */
  constructor(ask: () => Promise<T>, periodMs: number, answered: (answer: T | undefined) => void) {
    this.#ask = ask;
    this.#periodMs = periodMs;
    this.#answered = answered;
  }

  /** What there is to know is named by `version`. */
  follow(version: string | number): void {
    if (version === this.#version) return;
    this.#version = version;
    if (this.#asking || this.#timer !== undefined) this.#stale = true;
    else void this.#go();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #go(): Promise<void> {
    this.#stale = false;
    this.#asking = true;
    const answer = await this.#ask().catch(() => undefined);
    this.#asking = false;
    if (this.#closed) return;
    this.#answered(answer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#stale) void this.#go();
    }, this.#periodMs);
  }
}
