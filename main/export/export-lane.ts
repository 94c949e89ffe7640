// Export: the queue of one signal. Batches go one at a time, and each stays until the collector has it or refuses it for good. Opens no socket.
import type { Clock } from '../base/clock.ts';
import type { Credit } from './export-record.ts';

/** Records of one request, and about their bytes. */
export const BATCH_RECORDS = 512;
export const BATCH_BYTES = 2 * 1024 * 1024;
/** How long records wait for more to go with them. */
export const LINGER_MS = 1_000;
/** The first pause after a failure; it doubles. */
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 30_000;
/** The longest that a collector may ask to be left alone. */
export const LONGEST_RETRY_AFTER_MS = 5 * 60_000;
/** How often a batch is sent to a collector that refuses it with an answer that may be about the set-up. */
export const REFUSAL_LIMIT = 10;

/** How a batch fared. */
export type Outcome =
  /** The collector left `rejected` of them out, and says why. */
  | { readonly type: 'sent'; readonly rejected: number; readonly message: string }
  /** Not taken now. `limited`: perhaps never. */
  | { readonly type: 'retry'; readonly afterMs?: number; readonly limited: boolean; readonly message: string }
  | { readonly type: 'too-large'; readonly message: string }
  | { readonly type: 'refused'; readonly message: string };

export interface LaneOptions<T> {
  /** Never rejects. */
  readonly post: (records: readonly T[]) => Promise<Outcome>;
  /** These places are free again. */
  readonly onFree: (credit: Credit) => void;
  /** Something of `counts` changed. */
  readonly onChange: () => void;
  readonly clock: Clock;
  /** Runs something later; answers how to take it back. */
  readonly schedule: (run: () => void, delayMs: number) => () => void;
  /** 0 to 1; spreads the pauses. */
  readonly random: () => number;
}

export interface LaneCounts {
  readonly sent: number;
  readonly waiting: number;
  readonly dropped: number;
  /** What went wrong last, until something goes well. */
  readonly fault?: string;
}

interface Waiting<T> {
  readonly record: T;
  readonly weightBytes: number;
}

export class ExportLane<T> {
  readonly #options: LaneOptions<T>;
  readonly #queue: Waiting<T>[] = [];
  #sent = 0;
  #dropped = 0;
  #fault: string | undefined;
  #sending = false;
  #pauses = 0;
  #refusals = 0;
  #batchLimit = BATCH_RECORDS;
  #resumeAt = 0;
  #cancel: (() => void) | undefined;
  #draining = false;
  #onDrained: (() => void) | undefined;

  constructor(options: LaneOptions<T>) {
    this.#options = options;
  }

  get counts(): LaneCounts {
    const counts = { sent: this.#sent, waiting: this.#queue.length, dropped: this.#dropped };
    return this.#fault === undefined ? counts : { ...counts, fault: this.#fault };
  }

  /** The sender was given credit for it, so there is room. */
  add(record: T, weightBytes: number): void {
    this.#queue.push({ record, weightBytes });
    this.#wake();
  }

  /** Sends all without pauses; resolves when nothing waits or `limitMs` are over, and then counts the rest as dropped. */
  async drain(limitMs: number): Promise<void> {
    this.#draining = true;
    this.#resumeAt = 0;
    this.#stopWaiting();
    const drained = new Promise<void>((resolve) => (this.#onDrained = resolve));
    const giveUp = this.#options.schedule(() => this.#onDrained?.(), limitMs);
    this.#wake();
    await drained;
    giveUp();
    this.#stopWaiting();
    this.#dropped += this.#queue.length;
    this.#queue.length = 0;
  }

  #wake(): void {
    if (this.#sending) return;
    if (this.#queue.length === 0) {
      if (this.#draining) this.#onDrained?.();
      return;
    }
    const delayMs = Math.max(this.#resumeAt - this.#options.clock(), this.#isDue() ? 0 : LINGER_MS);
    if (delayMs > 0) {
      this.#cancel ??= this.#options.schedule(() => {
        this.#cancel = undefined;
        void this.#send();
      }, delayMs);
      return;
    }
    this.#stopWaiting();
    void this.#send();
  }

  #stopWaiting(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #isDue(): boolean {
    return this.#draining || this.#queue.length >= this.#batchLimit || this.#pauses > 0;
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#queue.length === 0) return;
    this.#sending = true;
    const count = this.#nextCount();
    const outcome = await this.#options.post(this.#queue.slice(0, count).map(({ record }) => record));
    this.#sending = false;
    // It was given up meanwhile.
    if (this.#queue.length === 0) return;
    this.#settle(outcome, count);
    this.#options.onChange();
    this.#wake();
  }

  #nextCount(): number {
    let [count, bytes] = [0, 0];
    for (const { weightBytes } of this.#queue) {
      if (count >= this.#batchLimit || (count > 0 && bytes + weightBytes > BATCH_BYTES)) break;
      count += 1;
      bytes += weightBytes;
    }
    return count;
  }

  #settle(outcome: Outcome, count: number): void {
    switch (outcome.type) {
      case 'sent':
        this.#sent += count - outcome.rejected;
        this.#dropped += outcome.rejected;
        this.#fault = outcome.rejected > 0 ? outcome.message : undefined;
        this.#batchLimit = Math.min(BATCH_RECORDS, this.#batchLimit * 2);
        this.#release(count);
        return;
      case 'retry':
        this.#fault = outcome.message;
        this.#refusals += outcome.limited ? 1 : 0;
        if (this.#refusals >= REFUSAL_LIMIT) this.#giveUp(count);
        else this.#pause(outcome.afterMs);
        return;
      case 'too-large':
        this.#fault = outcome.message;
        if (count === 1) this.#giveUp(1);
        else this.#batchLimit = Math.ceil(count / 2);
        return;
      case 'refused':
        this.#fault = outcome.message;
        this.#giveUp(count);
        return;
    }
  }

  #giveUp(count: number): void {
    this.#dropped += count;
    this.#release(count);
  }

  #release(count: number): void {
    const gone = this.#queue.splice(0, count);
    this.#pauses = 0;
    this.#refusals = 0;
    this.#resumeAt = 0;
    this.#options.onFree({ records: count, bytes: gone.reduce((sum, { weightBytes }) => sum + weightBytes, 0) });
  }

  #pause(afterMs = 0): void {
    const usual = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#pauses);
    const spread = usual * (0.8 + 0.4 * this.#options.random());
    this.#pauses += 1;
    const waitMs = Math.max(Math.min(afterMs, LONGEST_RETRY_AFTER_MS), spread);
    this.#resumeAt = this.#options.clock() + waitMs;
  }
}
