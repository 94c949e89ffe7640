// Capture: the near end of the tap on the proxy's thread. Gathers what socket callbacks report and posts it in batches.
import type { BodyChunk, Posted, SocketChunk, TapEvent, TapSink } from '../model/tap-event.ts';

/** Bytes of chunks and posts that may wait or be on their way to the recorder. */
export const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Events that may wait or be on their way; above it chunks are merged to sizes, above twice it all are left out. */
export const MAX_QUEUED_EVENTS = 200_000;

export interface TapQueueOptions {
  /** Hands a batch to the recorder's thread. What it throws counts as dropped. */
  readonly post: (batch: TapEvent[]) => void;
  /** Runs a flush soon, off the socket's callback; `setImmediate` by default. */
  readonly schedule?: (flush: () => void) => void;
  readonly maxQueuedBytes?: number;
  readonly maxQueuedEvents?: number;
}

export interface TapQueue extends TapSink {
  /** The recorder has taken that many bytes and events. */
  acknowledge(bytes: number, events: number): void;
  /** Posts what waits, now. */
  flush(): void;
  /** Runs when the recorder has taken all that was pushed before, or lost it. */
  afterTaken(run: () => void): void;
  /** Events left out whole; capture has not heard of them. */
  readonly dropped: number;
  /** Chunks whose bytes were left out; capture counts them by itself. */
  readonly stripped: number;
}

type Chunk = BodyChunk | SocketChunk;

/**
 * Creates the queue. `push` keeps a reference and takes constant time. While the recorder lags behind by more than a
 * bound, chunks go without their bytes, so that sizes still count.
 */
export function createTapQueue(options: TapQueueOptions): TapQueue {
  return new BoundedTapQueue(options);
}

class BoundedTapQueue implements TapQueue {
  readonly #post: (batch: TapEvent[]) => void;
  readonly #schedule: (flush: () => void) => void;
  readonly #maxBytes: number;
  readonly #maxEvents: number;
  #waiting: TapEvent[] = [];
  #scheduled = false;
  /** Waiting and on the way. */
  #bytes = 0;
  #events = 0;
  #waitingBytes = 0;
  /** Places of waiting chunks without bytes that take in the sizes of others. */
  #merged = new Map<string, number>();
  #dropped = 0;
  #stripped = 0;
  /** Events that were ever put into the queue. */
  #total = 0;
  /** In order of `after`, which counts as `#total` does. */
  readonly #due: { readonly after: number; readonly run: () => void }[] = [];

  constructor(options: TapQueueOptions) {
    this.#post = options.post;
    this.#schedule = options.schedule ?? setImmediate;
    this.#maxBytes = options.maxQueuedBytes ?? MAX_QUEUED_BYTES;
    this.#maxEvents = options.maxQueuedEvents ?? MAX_QUEUED_EVENTS;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get stripped(): number {
    return this.#stripped;
  }

  push(event: TapEvent): void {
    if (this.#events >= 2 * this.#maxEvents) this.#dropped += 1;
    else if (event.type === 'chunk' || event.type === 'socket-chunk') this.#pushChunk(event);
    else if (event.type === 'posted') this.#pushPosted(event);
    else this.#enqueue(event, 0);
  }

  acknowledge(bytes: number, events: number): void {
    this.#bytes = Math.max(this.#waitingBytes, this.#bytes - bytes);
    this.#events = Math.max(this.#waiting.length, this.#events - events);
    while (this.#due[0] && this.#due[0].after <= this.#total - this.#events) this.#due.shift()?.run();
  }

  afterTaken(run: () => void): void {
    if (this.#events === 0) run();
    else this.#due.push({ after: this.#total, run });
  }

  flush = (): void => {
    this.#scheduled = false;
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    const bytes = this.#waitingBytes;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#merged.size > 0) this.#merged = new Map();
    try {
      this.#post(batch);
    } catch {
      // There is nobody to tell here but the count: the traffic must go on.
      this.#dropped += batch.length;
      this.acknowledge(bytes, batch.length);
    }
  };

  /** Without its bytes there is nothing left of it. */
  #pushPosted(event: Posted): void {
    const size = event.bytes.byteLength;
    if (this.#events >= this.#maxEvents || this.#bytes + size > this.#maxBytes) this.#dropped += 1;
    else this.#enqueue(event, size);
  }

  #pushChunk(event: Chunk): void {
    const size = event.bytes?.byteLength ?? 0;
    const crowded = this.#events >= this.#maxEvents;
    if (!crowded && this.#bytes + size <= this.#maxBytes) {
      this.#enqueue(event, size);
      return;
    }
    this.#stripped += 1;
    const { bytes: _, ...sizeOnly } = event;
    if (!crowded) this.#enqueue(sizeOnly, 0);
    else this.#merge(sizeOnly);
  }

  #merge(chunk: Chunk): void {
    const key = `${chunk.exchange} ${chunk.type === 'chunk' ? chunk.side : chunk.direction}`;
    const place = this.#merged.get(key);
    const into = place === undefined ? undefined : this.#waiting[place];
    if (place !== undefined && (into?.type === 'chunk' || into?.type === 'socket-chunk')) {
      this.#waiting[place] = { ...into, sizeBytes: into.sizeBytes + chunk.sizeBytes };
      return;
    }
    this.#merged.set(key, this.#waiting.length);
    this.#enqueue(chunk, 0);
  }

  #enqueue(event: TapEvent, bytes: number): void {
    this.#waiting.push(event);
    this.#total += 1;
    this.#events += 1;
    this.#bytes += bytes;
    this.#waitingBytes += bytes;
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(this.flush);
  }
}
