// Proxy: an answer whose head alone is changed; its content passes as it is.
import type { ChangedContent, ContentChange } from '../content-change.ts';

export class HeadChange implements ContentChange {
  readonly takes = true;
  #opened = false;

  constructor(
    private readonly rawHeaders: readonly string[],
    private readonly output: ChangedContent,
  ) {}

  write(bytes: Buffer): void {
    this.waiting();
    this.output.give(bytes);
  }

  waiting(): void {
    if (this.#opened) return;
    this.#opened = true;
    this.output.open(this.rawHeaders);
  }

  end(): void {
    this.waiting();
    this.output.finish();
  }

  /** Nothing is held, so the upstream alone is paused. */
  pause(): void {}
  resume(): void {}
  destroy(): void {}
}
