// Proxy: one open stream towards a browser that may carry development events of ours: between two messages of the upstream, never within.
import type { HmrDialect } from '../model/hmr.ts';
import type { MessageBoundary } from './message-boundary.ts';

/** Messages that wait on one stream for the end of the one under way. */
export const WAITING_LIMIT = 32;
/** How long they wait, in milliseconds. */
export const WAITING_MS = 5_000;
/** What may lie unread in the browser's connection before nothing is added to it, in bytes. */
export const UNREAD_LIMIT_BYTES = 1024 * 1024;

/** Where the stream's bytes go. */
export interface HotSink {
  /** Bytes written and not yet taken by the browser; undefined where nothing may be written any more. */
  unread(): number | undefined;
  /** Writes a whole message and taps it as the upstream's. */
  write(bytes: Buffer): void;
}

/** What is known of a stream. */
export interface HotStreamFacts {
  /** Its exchange's number; 0 where it is not recorded. */
  readonly exchange: number;
  /** As the browser asked for it. */
  readonly url: string;
  readonly transport: 'websocket' | 'event-stream';
  /** Framed by SockJS. */
  readonly sockJs: boolean;
}

/** Why a message was not sent. */
export type Unsent = 'closed' | 'slow' | 'busy';

interface Waiting {
  readonly bytes: Buffer;
  readonly done: (unsent: Unsent | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

export class HotStream {
  /** Whose client listens, where that is known. */
  dialect: HmrDialect | undefined;
  #waiting: Waiting[] = [];
  #closed = false;

  constructor(
    readonly facts: HotStreamFacts,
    private readonly boundary: MessageBoundary,
    private readonly sink: HotSink,
  ) {}

  /** These bytes of the upstream went to the browser, or go there before this turn ends. */
  passed(bytes: Uint8Array): void {
    this.boundary.push(bytes);
    if (this.#waiting.length > 0) process.nextTick(sendWaiting, this);
  }

  /** Resolves when the message is on its way, or with why it isn't. */
  send(bytes: Buffer): Promise<Unsent | undefined> {
    const unread = this.#closed ? undefined : this.sink.unread();
    if (unread === undefined) return Promise.resolve('closed');
    if (unread > UNREAD_LIMIT_BYTES) return Promise.resolve('slow');
    if (this.#waiting.length >= WAITING_LIMIT) return Promise.resolve('busy');
    return new Promise((done) => {
      const timer = setTimeout(() => this.#giveUp(waiting), WAITING_MS);
      const waiting: Waiting = { bytes, done, timer };
      this.#waiting.push(waiting);
      this.sendWaiting();
    });
  }

  sendWaiting(): void {
    while (this.#waiting.length > 0 && this.boundary.clear && this.sink.unread() !== undefined) {
      const first = this.#waiting.shift();
      if (!first) return;
      this.sink.write(first.bytes);
      settle(first, undefined);
    }
  }

  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) settle(waiting, 'closed');
  }

  #giveUp(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    settle(waiting, 'busy');
  }
}

function settle({ done, timer }: Waiting, unsent: Unsent | undefined): void {
  clearTimeout(timer);
  done(unsent);
}

function sendWaiting(stream: HotStream): void {
  stream.sendWaiting();
}
