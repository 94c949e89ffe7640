// Capture: what travels on an exchange that stays open: WebSocket frames or server-sent events, counted and decoded.
import type { Exchange, UndecodedStream } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';
import type { Direction } from '../model/message.ts';
import type { Recorded } from '../model/recorded.ts';
import type { BodyChunk, ExchangeClosed, SocketChunk } from '../model/tap-event.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';
import { mediaType } from './kind.ts';
import { Marks } from './marks.ts';
import { parseDeflateAgreement } from './permessage-deflate.ts';
import type { SessionBudget } from './session-budget.ts';
import { WebSocketDecoder } from './websocket-decoder.ts';

/** What all recorders of a session share. */
export interface RecorderContext {
  readonly budget: SessionBudget;
  readonly emit: (recorded: Recorded) => void;
  readonly nextFrameId: () => string;
  readonly nextEventId: () => string;
}

/** The part of an exchange that tells of its messages. */
export type MessagePart = Pick<
  Exchange,
  'messagesIn' | 'messagesOut' | 'messageBytes' | 'marks' | 'subprotocol' | 'extensions' | 'close' | 'undecoded'
>;

const EVENT_STREAM = 'text/event-stream';
/** RFC 6455 section 7.4.1: a close frame without a code; no close frame at all. */
const NO_CODE = 1005;
const NO_CLOSE_FRAME = 1006;

/** Follows the messages of one exchange once its answer's head has said that there are any. */
export class MessageStream {
  readonly #exchangeId: string;
  readonly #context: RecorderContext;
  readonly #marks = new Marks();
  readonly #counts: Record<Direction, number> = { in: 0, out: 0 };
  readonly #undecoded: UndecodedStream[] = [];
  #socketBytes = 0;
  #sockets: Readonly<Record<Direction, WebSocketDecoder>> | undefined;
  #events: EventStreamDecoder | undefined;
  #agreed: Pick<Exchange, 'subprotocol' | 'extensions'> = {};
  #close: Exchange['close'];

  constructor(exchangeId: string, context: RecorderContext) {
    this.#exchangeId = exchangeId;
    this.#context = context;
  }

  /** Frames or events are expected: the exchange has no end of its own. */
  get isOpen(): boolean {
    return this.#sockets !== undefined || this.#events !== undefined;
  }

  /** The answer is an event stream. */
  get hasEvents(): boolean {
    return this.#events !== undefined;
  }

  /** The connection was upgraded. True when it is a WebSocket's, so that its bytes are frames. */
  openSocket(headers: HeaderList): boolean {
    if (headerValue(headers, 'Upgrade')?.trim().toLowerCase() !== 'websocket') return false;
    this.end();
    const subprotocol = headerValue(headers, 'Sec-WebSocket-Protocol');
    const extensions = headerValue(headers, 'Sec-WebSocket-Extensions');
    this.#agreed = {
      ...(subprotocol !== undefined && { subprotocol }),
      ...(extensions !== undefined && { extensions }),
    };
    this.#sockets = { out: this.#socketDecoder('out', extensions), in: this.#socketDecoder('in', extensions) };
    return true;
  }

  /** An answer has begun; it holds events where its type says so. */
  openBody(headers: HeaderList): void {
    if (mediaType(headers) !== EVENT_STREAM || this.isOpen) return;
    this.#events = new EventStreamDecoder({
      encoding: headerValue(headers, 'Content-Encoding') ?? '',
      budget: this.#context.budget,
      event: ({ row, data }) => {
        this.#count('in', row.at);
        const record = { ...row, id: this.#context.nextEventId(), exchangeId: this.#exchangeId };
        this.#context.emit({ kind: 'event', record, data });
      },
      stopped: (reason) => this.#undecoded.push(reason),
    });
  }

  /** Takes bytes of the answer's body. */
  bodyChunk(event: BodyChunk): void {
    if (event.bytes !== undefined) this.#events?.push(event.bytes, event.at);
    else if (event.sizeBytes > 0) this.#events?.gap(event.at);
  }

  /** Takes bytes of an upgraded connection; false when it is no WebSocket's. */
  socketChunk(event: SocketChunk): boolean {
    const decoder = this.#sockets?.[event.direction];
    if (decoder === undefined) return false;
    this.#socketBytes += event.sizeBytes;
    if (event.bytes !== undefined && !decoder.stopped) decoder.push(event.bytes, event.at);
    else {
      decoder.gap(event.at);
      this.#context.emit({ kind: 'dropped', count: 1 });
    }
    return true;
  }

  /** The transport ended, and `by` is who ended it. `whole` says that an answer's body came to its regular end. */
  closed(by: ExchangeClosed['by'], whole: boolean): void {
    this.end();
    if (this.#sockets !== undefined) this.#close ??= { code: NO_CLOSE_FRAME, by: by ?? 'proxy' };
    else if (this.#events !== undefined) {
      const closer = whole ? 'upstream' : by;
      if (closer !== undefined) this.#close ??= { by: closer };
    }
  }

  /** Nothing more comes. Frees memory outside the heap. */
  end(): void {
    this.#sockets?.out.end();
    this.#sockets?.in.end();
    this.#events?.end();
  }

  /** What is known so far. */
  part(): MessagePart {
    return {
      messagesIn: this.#counts.in,
      messagesOut: this.#counts.out,
      messageBytes: this.#socketBytes,
      marks: this.#marks.list(),
      ...this.#agreed,
      ...(this.#close && { close: this.#close }),
      ...(this.#undecoded.length > 0 && { undecoded: this.#undecoded.slice() }),
    };
  }

  #socketDecoder(direction: Direction, extensions: string | undefined): WebSocketDecoder {
    const deflate = extensions === undefined ? undefined : parseDeflateAgreement(extensions);
    return new WebSocketDecoder({
      direction,
      ...(deflate && { deflate }),
      budget: this.#context.budget,
      frame: ({ row, payload }) => {
        this.#count(direction, row.at);
        if (row.opcode === 'close') this.#closeFrame(direction, row.closeCode ?? NO_CODE, row.closeReason);
        const record = { ...row, id: this.#context.nextFrameId(), exchangeId: this.#exchangeId };
        this.#context.emit({ kind: 'frame', record, payload });
      },
      stopped: (reason) => this.#undecoded.push(reason),
    });
  }

  #count(direction: Direction, at: number): void {
    this.#counts[direction] += 1;
    this.#marks.add(at);
  }

  /** The first close frame tells who closed (RFC 6455 section 7.1.5); the other side only answers it. */
  #closeFrame(direction: Direction, code: number, reason: string | undefined): void {
    this.#close ??= {
      code,
      ...(reason !== undefined && reason !== '' && { reason }),
      by: direction === 'out' ? 'client' : 'upstream',
    };
  }
}
