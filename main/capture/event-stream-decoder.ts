// Capture: makes server-sent events of an event stream's bytes (HTML standard section 9.2), as they come.
import { createParser, type EventSourceMessage, type EventSourceParser } from 'eventsource-parser';
import { faultMessage } from '../base/fault.ts';
import type { UndecodedStream } from '../model/exchange.ts';
import type { EventRow } from '../model/message.ts';
import { previewOf } from './payload-keeper.ts';
import type { SessionBudget } from './session-budget.ts';
import { SyncInflater, type Compression } from './sync-inflater.ts';

/** Bytes of one event's data that are kept. */
export const MAX_EVENT_DATA_BYTES = 1024 * 1024;
/** Characters of an event that has not ended yet; a longer one ends decoding. */
export const MAX_PENDING_CHARACTERS = 16 * 1024 * 1024;

/** `Content-Encoding` values that can be undone while they come (RFC 9110 section 8.4.1). */
const COMPRESSIONS: ReadonlyMap<string, Compression | undefined> = new Map([
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'unzip'],
  ['x-gzip', 'unzip'],
  ['deflate', 'unzip'],
  ['br', 'br'],
]);

/** An event, before it has an id. */
export interface DecodedEvent {
  readonly row: Omit<EventRow, 'id' | 'exchangeId'>;
  readonly data: string;
}

export interface EventStreamDecoderOptions {
  /** The `Content-Encoding` field's value; empty where there is none. */
  readonly encoding: string;
  readonly budget: SessionBudget;
  readonly event: (event: DecodedEvent) => void;
  /** The stream can't be read any further. */
  readonly stopped: (reason: UndecodedStream) => void;
}

/** Decodes one stream. It never throws: what it can't read ends it with a reason. An event that never ended is none. */
export class EventStreamDecoder {
  readonly #options: EventStreamDecoderOptions;
  readonly #parser: EventSourceParser;
  readonly #text = new TextDecoder();
  readonly #inflater: SyncInflater | undefined;
  readonly #unknownEncoding: boolean;
  #lastEventId: string | undefined;
  #retry: number | undefined;
  #at = 0;
  #stopped = false;

  constructor(options: EventStreamDecoderOptions) {
    this.#options = options;
    this.#parser = createParser({
      maxBufferSize: MAX_PENDING_CHARACTERS,
      onEvent: (event) => this.#event(event),
      onRetry: (retry) => (this.#retry = retry),
      onError: (fault) => {
        if (fault.type !== 'max-buffer-size-exceeded') return;
        this.#stop('event-stream-size', `An event is longer than ${MAX_PENDING_CHARACTERS} characters.`);
      },
    });
    const encoding = options.encoding.trim().toLowerCase();
    const compression = COMPRESSIONS.get(encoding);
    this.#unknownEncoding = !COMPRESSIONS.has(encoding);
    if (compression !== undefined) this.#inflater = new SyncInflater(compression, (piece) => this.#feed(piece));
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next bytes, as on the wire; `at` is when they came. */
  push(bytes: Uint8Array, at: number): void {
    if (this.#stopped) return;
    this.#at = at;
    if (this.#unknownEncoding) {
      const { encoding } = this.#options;
      this.#stop('event-stream-encoding', `Events in the content coding “${encoding}” can’t be read while they come.`);
    } else if (this.#inflater === undefined) this.#feed(bytes);
    else this.#inflate(this.#inflater, bytes);
  }

  /** Bytes are missing here, so nothing after them can be read. */
  gap(at: number): void {
    if (this.#stopped) return;
    this.#at = at;
    this.#stop('event-stream-gap', 'Capture fell behind and bytes were left out; events after them can’t be read.');
  }

  /** The stream ended. Frees memory outside the heap. */
  end(): void {
    this.#stopped = true;
    this.#inflater?.close();
  }

  #inflate(inflater: SyncInflater, bytes: Uint8Array): void {
    try {
      inflater.write(bytes);
    } catch (fault) {
      this.#stop('event-stream-coding', `The stream’s content coding is broken: ${faultMessage(fault)}.`);
    }
  }

  #feed(bytes: Uint8Array): void {
    if (!this.#stopped) this.#parser.feed(this.#text.decode(bytes, { stream: true }));
  }

  #event({ event, id, data }: EventSourceMessage): void {
    this.#lastEventId = id ?? this.#lastEventId;
    const sizeBytes = Buffer.byteLength(data);
    const granted = this.#options.budget.take(Math.min(sizeBytes, MAX_EVENT_DATA_BYTES));
    const kept = granted === sizeBytes ? data : cutTo(data, granted);
    this.#options.event({
      row: {
        at: this.#at,
        event: event ?? 'message',
        preview: previewOf(kept),
        sizeBytes,
        truncated: granted < sizeBytes,
        ...(this.#lastEventId !== undefined && { lastEventId: this.#lastEventId }),
        ...(this.#retry !== undefined && { retry: this.#retry }),
      },
      data: kept,
    });
    this.#retry = undefined;
  }

  #stop(code: string, message: string): void {
    this.end();
    this.#options.stopped({ direction: 'in', at: this.#at, code, message });
  }
}

/** The text's first bytes in UTF-8, without a character that the cut goes through. */
function cutTo(text: string, bytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true });
}
