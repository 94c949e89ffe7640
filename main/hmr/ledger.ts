// HMR: the records under way. They change until their outcome is known, and go out as copies when a turn ends.
import type { HmrRecord } from '../model/hmr.ts';

/** A record under change. Its lists are replaced, never changed. */
export type Draft = { -readonly [K in keyof HmrRecord]: HmrRecord[K] };

export class Ledger {
  #next: number;
  readonly #changed = new Set<Draft>();

  constructor(firstId: number) {
    this.#next = firstId;
  }

  create(fields: Omit<HmrRecord, 'id'>): Draft {
    const draft: Draft = { id: String(this.#next++), ...fields };
    this.#changed.add(draft);
    return draft;
  }

  /** Changes a record; it goes out again. */
  change(draft: Draft, fields: Partial<Omit<HmrRecord, 'id'>>): void {
    Object.assign(draft, fields);
    this.#changed.add(draft);
  }

  /** Takes back what turned out not to be so. */
  withdraw(draft: Draft, names: readonly ('appliedAt' | 'applied' | 'durationMs')[]): void {
    for (const name of names) delete draft[name];
    this.#changed.add(draft);
  }

  /** Copies of what is new or changed since the last time, in order of id. */
  take(): readonly HmrRecord[] {
    const records = [...this.#changed].map((draft) => ({ ...draft }));
    this.#changed.clear();
    return records.sort((a, b) => Number(a.id) - Number(b.id));
  }
}
