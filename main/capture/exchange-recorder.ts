// Capture: puts one exchange together from what taps report of it.
import { assertNever } from '../model/assert-never.ts';
import type {
  BodySide,
  Exchange,
  ExchangeError,
  ExchangeKind,
  ExchangeState,
  Phase,
  UndecodedStream,
} from '../model/exchange.ts';
import { headerValue, parseHeaderBlock, type HeaderList } from '../model/headers.ts';
import type { Direction } from '../model/message.ts';
import type { Recorded } from '../model/recorded.ts';
import type {
  BodyChunk,
  BodyEnded,
  ExchangeClosed,
  ExchangeFailed,
  ProcessOutput,
  RequestOpened,
  ResponseOpened,
  SocketChunk,
  TapEvent,
  UpstreamOpened,
} from '../model/tap-event.ts';
import { BodyRecorder } from './body-recorder.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';
import { mediaType, toKind } from './kind.ts';
import { Marks } from './marks.ts';
import { parseDeflateAgreement } from './permessage-deflate.ts';
import type { SessionBudget } from './session-budget.ts';
import { toTimings } from './timings.ts';
import { WebSocketDecoder } from './websocket-decoder.ts';

/** Interim answers (1xx) kept of one exchange. */
export const MAX_INFORMATIONAL = 32;

/** What all recorders of a session share. */
export interface RecorderContext {
  readonly budget: SessionBudget;
  readonly emit: (recorded: Recorded) => void;
  readonly nextFrameId: () => string;
  readonly nextEventId: () => string;
}

/** What taps report of an exchange once it is open. */
export type ExchangeEvent = Exclude<TapEvent, RequestOpened | ProcessOutput>;

type Ender = ExchangeClosed['by'];
type CloseInfo = NonNullable<Exchange['close']>;

const EVENT_STREAM = 'text/event-stream';
/** RFC 6455 section 7.4.1: a close frame without a code; no close frame at all. */
const NO_CODE = 1005;
const NO_CLOSE_FRAME = 1006;
const SWITCHING_PROTOCOLS = 101;

/**
 * Records one exchange from its opening to its end: puts it when it opens, when its answer's head comes and when it
 * ends; what changes in between is put by `flush`. It never throws, whatever the order of events.
 */
export class ExchangeRecorder {
  readonly #context: RecorderContext;
  readonly #opened: RequestOpened;
  readonly #id: string;
  readonly #requestHeaders: HeaderList;
  readonly #bodies: Readonly<Record<BodySide, BodyRecorder>>;
  readonly #marks = new Marks();
  readonly #informational: { status: number; headers: HeaderList }[] = [];
  readonly #undecoded: UndecodedStream[] = [];
  readonly #messages: Record<Direction, number> = { in: 0, out: 0 };
  readonly #trailers: Record<BodySide, HeaderList> = { request: [], response: [] };
  #upstream: UpstreamOpened | undefined;
  #upstreamHeaders: HeaderList = [];
  #response: ResponseOpened | undefined;
  #upstreamResponseHeaders: HeaderList = [];
  #responseHeaders: HeaderList = [];
  #kind: ExchangeKind;
  #state: ExchangeState = 'pending';
  #failure: ExchangeFailed | undefined;
  #sockets: Readonly<Record<Direction, WebSocketDecoder>> | undefined;
  #events: EventStreamDecoder | undefined;
  #close: CloseInfo | undefined;
  #requestEndedAt: number | undefined;
  #responseEndedAt: number | undefined;
  #endedAt: number | undefined;
  #lastAt: number;
  #dirty = false;

  constructor(opened: RequestOpened, context: RecorderContext) {
    this.#context = context;
    this.#opened = opened;
    this.#id = String(opened.exchange);
    this.#lastAt = opened.at;
    this.#requestHeaders = parseHeaderBlock(opened.headers);
    this.#kind = toKind({ ...opened, requestHeaders: this.#requestHeaders });
    const { budget, emit } = context;
    this.#bodies = {
      request: new BodyRecorder(this.#id, 'request', budget, emit),
      response: new BodyRecorder(this.#id, 'response', budget, emit),
    };
    this.#put();
  }

  /** Takes what comes after the opening. */
  accept(event: ExchangeEvent): void {
    if (this.#endedAt !== undefined) return;
    this.#lastAt = Math.max(this.#lastAt, event.at);
    this.#dirty = true;
    switch (event.type) {
      case 'upstream':
        this.#upstream = event;
        this.#upstreamHeaders = parseHeaderBlock(event.headers);
        return;
      case 'informational':
        if (this.#informational.length < MAX_INFORMATIONAL) {
          this.#informational.push({ status: event.status, headers: parseHeaderBlock(event.headers) });
        } else this.#context.emit({ kind: 'dropped', count: 1 });
        return;
      case 'chunk':
        this.#chunk(event);
        return;
      case 'body-end':
        this.#bodyEnd(event);
        return;
      case 'response':
        this.#open(event);
        return;
      case 'socket-chunk':
        this.#socketChunk(event);
        return;
      case 'fail':
        this.#failure ??= event;
        return;
      case 'closed':
        this.#end(event.at, event.by);
        return;
      default:
        assertNever(event);
    }
  }

  /** Puts the exchange if anything changed since it was put last. */
  flush(): void {
    if (this.#dirty) this.#put();
  }

  /**
   * Ends what can't be followed any further for the reason given. Sockets and event streams have no end of their
   * own, so for them it is no failure: they are `done`, without word on who closed them.
   */
  cutShort(at: number, reason: Pick<ExchangeError, 'code' | 'message'>): void {
    if (this.#endedAt !== undefined) return;
    this.#lastAt = Math.max(this.#lastAt, at);
    const endless = this.#state === 'open' || this.#events !== undefined || this.#kind === 'eventsource';
    if (!(endless && this.#response !== undefined) && this.#responseEndedAt === undefined) {
      const phase = this.#phase();
      this.#failure ??= { type: 'fail', exchange: this.#opened.exchange, at, phase, by: 'proxy', ...reason };
    }
    this.#finish(at);
  }

  #chunk(event: BodyChunk): void {
    this.#bodies[event.side].chunk(event.sizeBytes, event.bytes);
    if (event.side !== 'response' || this.#events === undefined) return;
    if (event.bytes !== undefined) this.#events.push(event.bytes, event.at);
    else if (event.sizeBytes > 0) this.#events.gap(event.at);
  }

  #bodyEnd(event: BodyEnded): void {
    this.#bodies[event.side].end(event.complete);
    this.#trailers[event.side] = parseHeaderBlock(event.trailers);
    if (event.side === 'request') this.#requestEndedAt ??= event.at;
    else this.#responseEndedAt ??= event.at;
    if (event.side === 'response') this.#events?.end();
  }

  #open(event: ResponseOpened): void {
    this.#response = event;
    this.#upstreamResponseHeaders = parseHeaderBlock(event.upstreamHeaders);
    this.#responseHeaders = parseHeaderBlock(event.headers);
    const { method, url, upgrade } = this.#opened;
    const responseHeaders = this.#responseHeaders;
    this.#kind = toKind({ method, url, upgrade, requestHeaders: this.#requestHeaders, responseHeaders });
    this.#state = event.status === SWITCHING_PROTOCOLS ? 'open' : 'streaming';
    if (this.#state === 'open') this.#openSocket();
    else if (mediaType(responseHeaders) === EVENT_STREAM) this.#openEvents();
    this.#put();
  }

  #openSocket(): void {
    if (headerValue(this.#responseHeaders, 'Upgrade')?.trim().toLowerCase() !== 'websocket') return;
    this.#bodies.request.end(true);
    this.#bodies.response.end(true);
    this.#sockets = { out: this.#socketDecoder('out'), in: this.#socketDecoder('in') };
  }

  #socketDecoder(direction: Direction): WebSocketDecoder {
    const extensions = headerValue(this.#responseHeaders, 'Sec-WebSocket-Extensions');
    const deflate = extensions === undefined ? undefined : parseDeflateAgreement(extensions);
    return new WebSocketDecoder({
      direction,
      ...(deflate && { deflate }),
      budget: this.#context.budget,
      frame: ({ row, payload }) => {
        this.#countMessage(direction, row.at);
        if (row.opcode === 'close') this.#closeFrame(direction, row.closeCode ?? NO_CODE, row.closeReason);
        const record = { ...row, id: this.#context.nextFrameId(), exchangeId: this.#id };
        this.#context.emit({ kind: 'frame', record, payload });
      },
      stopped: (reason) => this.#undecoded.push(reason),
    });
  }

  #openEvents(): void {
    this.#events = new EventStreamDecoder({
      encoding: headerValue(this.#responseHeaders, 'Content-Encoding') ?? '',
      budget: this.#context.budget,
      event: ({ row, data }) => {
        this.#countMessage('in', row.at);
        const record = { ...row, id: this.#context.nextEventId(), exchangeId: this.#id };
        this.#context.emit({ kind: 'event', record, data });
      },
      stopped: (reason) => this.#undecoded.push(reason),
    });
  }

  #countMessage(direction: Direction, at: number): void {
    this.#messages[direction] += 1;
    this.#marks.add(at);
  }

  #closeFrame(direction: Direction, code: number, reason: string | undefined): void {
    this.#close ??= {
      code,
      ...(reason !== undefined && reason !== '' && { reason }),
      by: direction === 'out' ? 'client' : 'upstream',
    };
  }

  /** On an upgraded connection that is no WebSocket the bytes are kept as the two bodies. */
  #socketChunk(event: SocketChunk): void {
    const decoder = this.#sockets?.[event.direction];
    if (decoder === undefined) {
      this.#bodies[event.direction === 'out' ? 'request' : 'response'].chunk(event.sizeBytes, event.bytes);
      return;
    }
    if (event.bytes !== undefined && !decoder.stopped) decoder.push(event.bytes, event.at);
    else {
      decoder.gap(event.at);
      this.#context.emit({ kind: 'dropped', count: 1 });
    }
  }

  #end(at: number, by: Ender): void {
    const ender = by ?? this.#failure?.by;
    if (this.#sockets !== undefined) this.#close ??= { code: NO_CLOSE_FRAME, by: ender ?? 'proxy' };
    else if (this.#events !== undefined) {
      const closer = this.#responseEndedAt !== undefined && this.#failure === undefined ? 'upstream' : ender;
      if (closer !== undefined) this.#close ??= { by: closer };
    }
    this.#finish(at);
  }

  #finish(at: number): void {
    const wasOpen = this.#state === 'open';
    this.#sockets?.out.end();
    this.#sockets?.in.end();
    this.#events?.end();
    const unharmed = this.#failure === undefined && (wasOpen || this.#state === 'pending');
    this.#bodies.request.end(this.#failure === undefined);
    this.#bodies.response.end(unharmed);
    this.#state = this.#failure === undefined ? 'done' : 'failed';
    this.#endedAt = wasOpen ? at : (this.#responseEndedAt ?? at);
    this.#put();
  }

  #phase(): Phase {
    if (this.#response !== undefined) return 'receive';
    if (this.#upstream === undefined) return 'blocked';
    return this.#requestEndedAt === undefined ? 'send' : 'wait';
  }

  #put(): void {
    this.#dirty = false;
    this.#context.emit({ kind: 'exchange', record: this.#record() });
  }

  #record(): Exchange {
    const { at: startedAt, method, url, httpVersion, clientConnection, requestIndex } = this.#opened;
    return {
      id: this.#id,
      startedAt,
      method,
      url,
      httpVersion,
      ...this.#upstreamPart(),
      ...(this.#response && { status: this.#response.status, statusText: this.#response.statusText }),
      kind: this.#kind,
      state: this.#state,
      timings: this.#timings(),
      requestBody: this.#bodies.request.info(this.#requestHeaders),
      responseBody: this.#bodies.response.info(this.#responseHeaders),
      ...(this.#failure && { error: toError(this.#failure) }),
      clientConnection: { id: String(clientConnection), requestIndex },
      messagesIn: this.#messages.in,
      messagesOut: this.#messages.out,
      marks: this.#marks.list(),
      requestHeaders: this.#requestHeaders,
      upstreamRequestHeaders: this.#upstreamHeaders,
      upstreamResponseHeaders: this.#upstreamResponseHeaders,
      responseHeaders: this.#responseHeaders,
      requestTrailers: this.#trailers.request,
      responseTrailers: this.#trailers.response,
      informational: this.#informational.slice(),
      ...this.#streamPart(),
    };
  }

  #upstreamPart(): Pick<Exchange, 'upstreamUrl' | 'route' | 'connection'> {
    if (this.#upstream === undefined) return {};
    const { upstreamUrl, route, connection, reused, idleMs, remoteAddress, localPort } = this.#upstream;
    return {
      upstreamUrl,
      route,
      connection: {
        id: String(connection),
        reused,
        ...(idleMs !== undefined && { idleMs }),
        ...(remoteAddress !== undefined && { remoteAddress }),
        ...(localPort !== undefined && { localPort }),
      },
    };
  }

  #streamPart(): Pick<Exchange, 'subprotocol' | 'extensions' | 'close' | 'undecoded'> {
    const agreed = (name: string): string | undefined =>
      this.#sockets === undefined ? undefined : headerValue(this.#responseHeaders, name);
    const subprotocol = agreed('Sec-WebSocket-Protocol');
    const extensions = agreed('Sec-WebSocket-Extensions');
    return {
      ...(subprotocol !== undefined && { subprotocol }),
      ...(extensions !== undefined && { extensions }),
      ...(this.#close && { close: this.#close }),
      ...(this.#undecoded.length > 0 && { undecoded: this.#undecoded.slice() }),
    };
  }

  #timings(): Exchange['timings'] {
    const upstream = this.#upstream;
    return toTimings({
      startedAt: this.#opened.at,
      connectStartedAt: upstream?.connectStartedAt,
      lookedUpAt: upstream?.lookedUpAt,
      connectedAt: upstream?.connectedAt,
      securedAt: upstream?.securedAt,
      upstreamAt: upstream?.at,
      requestEndedAt: this.#requestEndedAt,
      responseAt: this.#response?.at,
      failure: this.#failure,
      endedAt: this.#endedAt,
      lastAt: this.#lastAt,
    });
  }
}

function toError({ code, phase, message, by }: ExchangeFailed): ExchangeError {
  return { code, phase, message, by };
}
