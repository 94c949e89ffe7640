// Ingest: what of an OTLP request can't be taken, counted by reason, for the partial success that its sender is answered.
import type { Rejected } from './otlp-message.ts';

export class Rejections {
  readonly #reasons = new Map<string, number>();

  /** `reason` goes on from "1 of them …". */
  add(reason: string): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  toRejected(): Rejected {
    let count = 0;
    for (const part of this.#reasons.values()) count += part;
    const parts = [...this.#reasons].map(([reason, part]) => `${part} ${reason}`);
    return { count, message: count === 0 ? '' : `Left out: ${parts.join(', ')}.` };
  }
}
