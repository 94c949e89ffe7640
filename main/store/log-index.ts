// Store: an index over log records, put together of steps, between which others who ask the reader get their turn.
import type { LogIndex } from '../model/protocol.ts';

/** Records that one question about an index looks at. */
export const INDEX_LIMIT = 1_000_000;
/** Ids looked at in one step. */
export const INDEX_STEP = 50_000;

/** Where an index begins: after that id, with that many records in the page that is not full. */
export interface IndexRequest {
  readonly every: number;
  readonly afterId?: string;
  readonly skip?: number;
}

/** One step; `done` after the last record there is. */
export interface IndexPart extends LogIndex {
  readonly done: boolean;
}

export class IndexWalk {
  readonly #anchors: string[] = [];
  readonly #every: number;
  #afterId: string | undefined;
  readonly #skip: number;
  #total = 0;
  #steps = 0;
  #done = false;

  constructor({ every, afterId, skip = 0 }: IndexRequest) {
    this.#every = every;
    this.#afterId = afterId;
    this.#skip = skip;
  }

  /** What to ask for next; undefined when the index is whole. */
  next(): IndexRequest | undefined {
    if (this.#done || this.#steps >= INDEX_LIMIT / INDEX_STEP) return undefined;
    const skip = this.#skip + this.#total;
    return { every: this.#every, skip, ...(this.#afterId !== undefined && { afterId: this.#afterId }) };
  }

  take({ anchors, total, lastId, done }: IndexPart): void {
    for (const anchor of anchors) this.#anchors.push(anchor);
    this.#total += total;
    this.#afterId = lastId ?? this.#afterId;
    this.#steps += 1;
    this.#done = done;
  }

  index(): LogIndex {
    const lastId = this.#afterId;
    return {
      anchors: this.#anchors,
      every: this.#every,
      total: this.#total,
      ...(lastId !== undefined && { lastId }),
    };
  }
}
