// Capture: puts one exchange together from what taps report of it.
import { assertNever } from '../model/assert-never.ts';
import type {
  BodySide,
  Exchange,
  ExchangeError,
  ExchangeKind,
  ExchangeState,
  Phase,
  ProxyChange,
  ServerTiming,
} from '../model/exchange.ts';
import { parseHeaderBlock, type HeaderList } from '../model/headers.ts';
import type { RuleEffect } from '../model/rules.ts';
import { parseServerTimings } from '../model/server-timing.ts';
import type {
  AnswerChanged,
  BodyChunk,
  BodyEnded,
  ExchangeFailed,
  Posted,
  FileOutput,
  ProcessOutput,
  TelemetryReceived,
  RequestOpened,
  ResponseOpened,
  SocketChunk,
  TapEvent,
  UpstreamOpened,
} from '../model/tap-event.ts';
import { BodyRecorder } from './body-recorder.ts';
import { toKind } from './kind.ts';
import { MessageStream, type RecorderContext } from './message-stream.ts';
import { toTimings } from './timings.ts';

/** Interim answers (1xx) kept of one exchange. */
export const MAX_INFORMATIONAL = 32;
/** Changes on the way that are kept of one exchange. */
export const MAX_CHANGES = 32;

/** What taps report of an exchange once it is open. */
export type ExchangeEvent = Exclude<TapEvent, RequestOpened | ProcessOutput | FileOutput | TelemetryReceived | Posted>;

type Draft = { -readonly [K in keyof Exchange]: Exchange[K] };

const SWITCHING_PROTOCOLS = 101;

/**
 * Records one exchange from its opening to its end, which puts it; before that `flush` puts what changed, the opening
 * first. So a short exchange is put once. Nothing here throws, whatever the order of events.
 */
export class ExchangeRecorder {
  readonly #context: RecorderContext;
  readonly #opened: RequestOpened;
  readonly #id: string;
  readonly #requestHeaders: HeaderList;
  readonly #bodies: Readonly<Record<BodySide, BodyRecorder>>;
  readonly #messages: MessageStream;
  readonly #informational: { status: number; headers: HeaderList }[] = [];
  readonly #changes: ProxyChange[] = [];
  readonly #rules: RuleEffect[] = [];
  readonly #trailers: Record<BodySide, HeaderList> = { request: [], response: [] };
  #upstream: UpstreamOpened | undefined;
  #upstreamHeaders: HeaderList = [];
  #response: ResponseOpened | undefined;
  #upstreamResponseHeaders: HeaderList = [];
  #responseHeaders: HeaderList = [];
  #serverTimings: readonly ServerTiming[] = [];
  #kind: ExchangeKind;
  #state: ExchangeState = 'pending';
  #failure: ExchangeFailed | undefined;
  #requestEndedAt: number | undefined;
  #responseEndedAt: number | undefined;
  #endedAt: number | undefined;
  #lastAt: number;
  #dirty = true;

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
    this.#messages = new MessageStream(this.#id, context);
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
        this.#fail(event);
        return;
      case 'changed':
        this.#change(event);
        return;
      case 'rule':
        if (this.#rules.length < MAX_CHANGES) this.#rules.push(event.effect);
        this.#dirty = true;
        return;
      case 'closed':
        this.#messages.closed(event.by ?? this.#failure?.by, this.#hasWholeAnswer());
        this.#finish(event.at);
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
    this.#messages.end();
    const endless = this.#state === 'open' || this.#messages.isOpen;
    if (!endless && this.#responseEndedAt === undefined) {
      const phase = this.#phase();
      this.#failure ??= { type: 'fail', exchange: this.#opened.exchange, at, phase, by: 'proxy', ...reason };
    }
    this.#finish(at);
  }

  #chunk(event: BodyChunk): void {
    this.#bodies[event.side].chunk(event.sizeBytes, event.bytes);
    if (event.side === 'response') this.#messages.bodyChunk(event);
  }

  #bodyEnd(event: BodyEnded): void {
    this.#bodies[event.side].end(event.complete);
    this.#trailers[event.side] = parseHeaderBlock(event.trailers);
    if (event.side === 'request') this.#requestEndedAt ??= event.at;
    else {
      this.#responseEndedAt ??= event.at;
      if (event.trailers !== '') {
        this.#serverTimings = parseServerTimings(this.#upstreamResponseHeaders, this.#trailers.response);
      }
    }
  }

  /** Those that the recorded bytes came with: what the browser got may be decoded. The proxy's own answers came from nowhere. */
  #bodyHeaders(): HeaderList {
    return this.#upstreamResponseHeaders.length > 0 ? this.#upstreamResponseHeaders : this.#responseHeaders;
  }

  #open(event: ResponseOpened): void {
    this.#response = event;
    this.#upstreamResponseHeaders = parseHeaderBlock(event.upstreamHeaders);
    this.#serverTimings = parseServerTimings(this.#upstreamResponseHeaders);
    this.#responseHeaders = parseHeaderBlock(event.headers);
    const { method, url, upgrade } = this.#opened;
    const responseHeaders = this.#responseHeaders;
    this.#kind = toKind({ method, url, upgrade, requestHeaders: this.#requestHeaders, responseHeaders });
    this.#state = event.status === SWITCHING_PROTOCOLS ? 'open' : 'streaming';
    if (this.#state !== 'open') this.#messages.openBody(responseHeaders);
    else if (this.#messages.openSocket(responseHeaders)) {
      this.#bodies.request.end(true);
      this.#bodies.response.end(true);
    }
  }

  /** On an upgraded connection that is no WebSocket's the bytes are kept as the two bodies. */
  #socketChunk(event: SocketChunk): void {
    if (this.#messages.socketChunk(event)) return;
    this.#bodies[event.direction === 'out' ? 'request' : 'response'].chunk(event.sizeBytes, event.bytes);
  }

  /** The first failure counts. An event stream has no end of its own: that the browser or the proxy closes it is none. */
  #fail(event: ExchangeFailed): void {
    if (this.#messages.hasEvents && event.by !== 'upstream') this.#messages.closed(event.by, false);
    else this.#failure ??= event;
  }

  #change({ code, message }: AnswerChanged): void {
    if (this.#changes.length < MAX_CHANGES) this.#changes.push({ code, message });
    else this.#context.emit({ kind: 'dropped', count: 1 });
  }

  #hasWholeAnswer(): boolean {
    return this.#failure === undefined && this.#responseEndedAt !== undefined;
  }

  #finish(at: number): void {
    const wasOpen = this.#state === 'open';
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
    const record: Draft = {
      id: this.#id,
      startedAt,
      method,
      url,
      httpVersion,
      kind: this.#kind,
      state: this.#state,
      timings: this.#timings(),
      requestBody: this.#bodies.request.info(this.#requestHeaders),
      responseBody: this.#bodies.response.info(this.#bodyHeaders()),
      clientConnection: { id: String(clientConnection), requestIndex },
      messagesIn: 0,
      messagesOut: 0,
      messageBytes: 0,
      marks: [],
      requestHeaders: this.#requestHeaders,
      upstreamRequestHeaders: this.#upstreamHeaders,
      upstreamResponseHeaders: this.#upstreamResponseHeaders,
      responseHeaders: this.#responseHeaders,
      requestTrailers: this.#trailers.request,
      responseTrailers: this.#trailers.response,
      informational: this.#informational.slice(),
    };
    if (this.#messages.isOpen) Object.assign(record, this.#messages.part());
    if (this.#opened.trace !== undefined) record.trace = this.#opened.trace;
    if (this.#changes.length > 0) record.changes = this.#changes.slice();
    if (this.#rules.length > 0) record.rules = this.#rules.slice();
    if (this.#failure !== undefined) record.error = toError(this.#failure);
    this.#addUpstream(record);
    this.#addResponse(record);
    return record;
  }

  #addUpstream(record: Draft): void {
    if (this.#upstream === undefined) return;
    const { upstreamUrl, route, connection, reused, idleMs, remoteAddress, localPort } = this.#upstream;
    record.upstreamUrl = upstreamUrl;
    record.route = route;
    record.connection = {
      id: String(connection),
      reused,
      ...(idleMs !== undefined && { idleMs }),
      ...(remoteAddress !== undefined && { remoteAddress }),
      ...(localPort !== undefined && { localPort }),
    };
  }

  #addResponse(record: Draft): void {
    if (this.#response === undefined) return;
    record.status = this.#response.status;
    record.statusText = this.#response.statusText;
    if (this.#serverTimings.length > 0) record.serverTimings = this.#serverTimings;
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
