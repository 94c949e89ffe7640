// Capture: the near end of the tap on the proxy's thread. Gathers what socket callbacks report and posts it in batches.
import type { BodyChunk, Posted, SocketChunk, TapEvent, TapSink, TelemetryReceived } from '../model/tap-event.ts';
import { LogBacklog } from './log-backlog.ts';
import { TapFlights } from './tap-flights.ts';
import { lossOf, telemetryRecords, type LogText } from './tap-loss.ts';

/** Bytes of chunks and posts that may wait or be on their way to the recorder. */
export const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Events that may wait or be on their way; above it chunks are merged to sizes, above twice it all are left out. */
export const MAX_QUEUED_EVENTS = 200_000;
/** Characters of log text on their way to the recorder; what follows waits, so that traffic need not wait behind it for long. */
export const MAX_LOG_CHARACTERS_ON_THE_WAY = 1024 * 1024;
/** Spans, logs and samples of other programs that may wait or be on their way. */
export const MAX_QUEUED_TELEMETRY = 50_000;

export interface TapQueueOptions {
  /** Hands a batch to the recorder's thread. What it throws counts as dropped. */
  readonly post: (batch: TapEvent[]) => void;
  /** Runs a flush soon, off the socket's callback; `setImmediate` by default. */
  readonly schedule?: (flush: () => void) => void;
  readonly maxQueuedBytes?: number;
  readonly maxQueuedEvents?: number;
  readonly maxLogCharactersOnTheWay?: number;
  readonly maxWaitingLogCharacters?: number;
  readonly maxQueuedTelemetry?: number;
}

export interface TapQueue extends TapSink {
  /** The recorder has taken that many bytes and events. */
  acknowledge(bytes: number, events: number): void;
  /** Posts all that waits, now. */
  flush(): void;
  /** Runs when the recorder has taken all that was pushed before, or lost it. */
  afterTaken(run: () => void): void;
  /** Events left out whole, of telemetry its records, of log text its lines; capture has not heard of them. */
  readonly dropped: number;
  /** Chunks whose bytes were left out; capture counts them by itself. */
  readonly stripped: number;
}

type Chunk = BodyChunk | SocketChunk;

/**
 * Creates the queue. `push` keeps a reference and takes constant time. While the recorder lags behind by more than a
 * bound, chunks go without their bytes, so that sizes still count. Log text waits here while much of it is on its way, and
 * loses its oldest part; what was lost travels with the next part.
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
  readonly #logs: LogBacklog;
  readonly #maxLogsOnTheWay: number;
  readonly #maxTelemetry: number;
  readonly #flights = new TapFlights();
  #waitingTelemetry = 0;
  /** Events that were ever put into the queue. */
  #total = 0;
  /** In order of `after`, which counts as `#total` does. */
  readonly #due: { readonly after: number; readonly run: () => void }[] = [];

  constructor(options: TapQueueOptions) {
    this.#post = options.post;
    this.#schedule = options.schedule ?? setImmediate;
    this.#maxBytes = options.maxQueuedBytes ?? MAX_QUEUED_BYTES;
    this.#maxEvents = options.maxQueuedEvents ?? MAX_QUEUED_EVENTS;
    this.#logs = new LogBacklog(options.maxWaitingLogCharacters);
    this.#maxLogsOnTheWay = options.maxLogCharactersOnTheWay ?? MAX_LOG_CHARACTERS_ON_THE_WAY;
    this.#maxTelemetry = options.maxQueuedTelemetry ?? MAX_QUEUED_TELEMETRY;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get stripped(): number {
    return this.#stripped;
  }

  push(event: TapEvent): void {
    if (event.type === 'output' || event.type === 'file-output') this.#pushLog(event);
    else if (this.#events >= 2 * this.#maxEvents) this.#dropped += lossOf(event);
    else if (event.type === 'chunk' || event.type === 'socket-chunk') this.#pushChunk(event);
    else if (event.type === 'posted') this.#pushPosted(event);
    else if (event.type === 'telemetry') this.#pushTelemetry(event);
    else this.#enqueue(event, 0);
  }

  acknowledge(bytes: number, events: number): void {
    this.#bytes = Math.max(this.#waitingBytes, this.#bytes - bytes);
    this.#events = Math.max(this.#waiting.length, this.#events - events);
    this.#flights.arrived(events);
    if (!this.#logs.isEmpty) this.#flushSoon();
    while (this.#due[0] && this.#due[0].after <= this.#total - this.#events) this.#due.shift()?.run();
  }

  afterTaken(run: () => void): void {
    if (this.#events === 0) run();
    else this.#due.push({ after: this.#total, run });
  }

  flush(): void {
    this.#postBatch(Infinity);
  }

  #flushPart = (): void => {
    this.#scheduled = false;
    this.#postBatch(this.#maxLogsOnTheWay - this.#flights.logCharacters);
  };

  #postBatch(logRoom: number): void {
    const batch = this.#waiting;
    let logCharacters = 0;
    for (const log of this.#logs.take(logRoom)) {
      batch.push(log);
      this.#total += 1;
      this.#events += 1;
      logCharacters += log.text.length;
    }
    if (batch.length === 0) return;
    const bytes = this.#waitingBytes;
    this.#flights.sent({ events: batch.length, logCharacters, telemetryRecords: this.#waitingTelemetry });
    this.#waiting = [];
    this.#waitingBytes = this.#waitingTelemetry = 0;
    if (this.#merged.size > 0) this.#merged = new Map();
    try {
      this.#post(batch);
    } catch {
      // There is nobody to tell here but the count: the traffic must go on.
      for (const event of batch) this.#dropped += lossOf(event);
      this.acknowledge(bytes, batch.length);
    }
  }

  #pushLog(event: LogText): void {
    this.#logs.push(event);
    this.#flushSoon();
  }

  #pushTelemetry(event: TelemetryReceived): void {
    const records = telemetryRecords(event);
    if (this.#waitingTelemetry + this.#flights.telemetryRecords + records > this.#maxTelemetry) {
      this.#dropped += lossOf(event);
      return;
    }
    this.#waitingTelemetry += records;
    this.#enqueue(event, 0);
  }

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
    this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(this.#flushPart);
  }
}
