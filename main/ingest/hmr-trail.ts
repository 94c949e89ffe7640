// Ingest: which update of modules, or reload, a page took last before an instant.
import type { HmrRecord } from '../model/hmr.ts';

/** Pages whose updates are remembered; the oldest is forgotten for a new one. */
export const MAX_TRAILS = 256;
/** Updates remembered of one page. */
export const MAX_TRAIL = 50;

interface Taken {
  readonly id: string;
  readonly at: number;
}

export class HmrTrail {
  /** By the exchange of the page's document. */
  readonly #pages = new Map<string, Taken[]>();

  accept({ id, at, type, pageKey }: HmrRecord): void {
    if (pageKey === undefined || (type !== 'update' && type !== 'full-reload')) return;
    const trail = this.#pages.get(pageKey) ?? [];
    if (trail.some((taken) => taken.id === id)) return;
    trail.push({ id, at });
    if (trail.length > MAX_TRAIL) trail.shift();
    this.#pages.set(pageKey, trail);
    for (const key of this.#pages.keys()) {
      if (this.#pages.size <= MAX_TRAILS) return;
      this.#pages.delete(key);
    }
  }

  before(pageKey: string, at: number): string | undefined {
    return this.#pages
      .get(pageKey)
      ?.filter((taken) => taken.at <= at)
      .at(-1)?.id;
  }
}
