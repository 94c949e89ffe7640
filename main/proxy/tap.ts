// Proxy → tap → capture: the only place of the proxy that knows the sink. Constant work a call, never an await, never a throw.
import type { Clock } from '../base/clock.ts';
import type { BodySide, Phase } from '../model/exchange.ts';
import { toHeaderBlock } from '../model/headers.ts';
import type { Direction } from '../model/message.ts';
import type { RuleEffect } from '../model/rules.ts';
import type { TapSink, UpstreamOpened } from '../model/tap-event.ts';
import type { TraceContext } from '../model/trace.ts';

/** A request's head as it came from the browser; `rawHeaders` is flat (name, value, name, …). */
export interface TappedRequest {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
  readonly clientConnection: number;
  readonly requestIndex: number;
  readonly upgrade: boolean;
  readonly trace: TraceContext | undefined;
}

/** What is known of the upstream connection a request's head was written to. Instants are milliseconds since the Unix epoch. */
export interface TappedConnection {
  readonly id: number;
  /** How long it lay idle before; -1 on its first use. */
  readonly idleMs: number;
  readonly remoteAddress?: string;
  readonly localPort?: number;
  readonly connectStartedAt: number;
  readonly lookedUpAt?: number;
  readonly connectedAt?: number;
  readonly securedAt?: number;
}

/** Why an exchange ended before its time. */
export interface TappedFailure {
  readonly code: string;
  readonly phase: Phase;
  readonly message: string;
  readonly by: 'client' | 'proxy' | 'upstream';
}

/** What one exchange reports, in the order it happens; `closed` is the last and comes once. */
export interface ExchangeTap {
  /** Its number; absent where nothing is recorded. */
  readonly exchange?: number;
  request(head: TappedRequest): void;
  upstream(route: string, upstreamUrl: string, rawHeaders: readonly string[], connection: TappedConnection): void;
  chunk(side: BodySide, bytes: Uint8Array): void;
  bodyEnd(side: BodySide, complete: boolean, rawTrailers: readonly string[]): void;
  informational(status: number, rawHeaders: readonly string[]): void;
  response(status: number, statusText: string, upstreamRaw: readonly string[], raw: readonly string[]): void;
  /** The proxy changed the answer beyond what belongs to a hop, or meant to and could not. */
  changed(code: string, message: string): void;
  /** A header rule changed a message. */
  rule(effect: RuleEffect): void;
  socketChunk(direction: Direction, bytes: Uint8Array): void;
  fail(failure: TappedFailure): void;
  closed(by?: 'client' | 'proxy' | 'upstream'): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Taps a numbered exchange into the sink. */
class SinkTap implements ExchangeTap {
  constructor(
    private readonly sink: TapSink,
    private readonly clock: Clock,
    readonly exchange: number,
  ) {}

  request(head: TappedRequest): void {
    this.sink.push({
      type: 'request',
      exchange: this.exchange,
      at: this.clock(),
      method: head.method,
      url: head.url,
      httpVersion: head.httpVersion,
      headers: toHeaderBlock(head.rawHeaders),
      clientConnection: head.clientConnection,
      requestIndex: head.requestIndex,
      upgrade: head.upgrade,
      ...(head.trace && { trace: head.trace }),
    });
  }

  upstream(route: string, upstreamUrl: string, rawHeaders: readonly string[], connection: TappedConnection): void {
    const { id, idleMs, remoteAddress, localPort, connectStartedAt, lookedUpAt, connectedAt, securedAt } = connection;
    const reused = idleMs >= 0;
    const event: Mutable<UpstreamOpened> = {
      type: 'upstream',
      exchange: this.exchange,
      at: this.clock(),
      route,
      upstreamUrl,
      headers: toHeaderBlock(rawHeaders),
      connection: id,
      reused,
    };
    // Set one by one, so that absence stays absence, without an object for each.
    if (remoteAddress !== undefined) event.remoteAddress = remoteAddress;
    if (localPort !== undefined) event.localPort = localPort;
    if (reused) event.idleMs = idleMs;
    else {
      event.connectStartedAt = connectStartedAt;
      if (lookedUpAt !== undefined) event.lookedUpAt = lookedUpAt;
      if (connectedAt !== undefined) event.connectedAt = connectedAt;
      if (securedAt !== undefined) event.securedAt = securedAt;
    }
    this.sink.push(event);
  }

  chunk(side: BodySide, bytes: Uint8Array): void {
    this.sink.push({
      type: 'chunk',
      exchange: this.exchange,
      at: this.clock(),
      side,
      sizeBytes: bytes.byteLength,
      bytes,
    });
  }

  bodyEnd(side: BodySide, complete: boolean, rawTrailers: readonly string[]): void {
    this.sink.push({
      type: 'body-end',
      exchange: this.exchange,
      at: this.clock(),
      side,
      complete,
      trailers: toHeaderBlock(rawTrailers),
    });
  }

  informational(status: number, rawHeaders: readonly string[]): void {
    this.sink.push({
      type: 'informational',
      exchange: this.exchange,
      at: this.clock(),
      status,
      headers: toHeaderBlock(rawHeaders),
    });
  }

  response(status: number, statusText: string, upstreamRaw: readonly string[], raw: readonly string[]): void {
    this.sink.push({
      type: 'response',
      exchange: this.exchange,
      at: this.clock(),
      status,
      statusText,
      upstreamHeaders: toHeaderBlock(upstreamRaw),
      headers: toHeaderBlock(raw),
    });
  }

  changed(code: string, message: string): void {
    this.sink.push({ type: 'changed', exchange: this.exchange, at: this.clock(), code, message });
  }

  rule(effect: RuleEffect): void {
    this.sink.push({ type: 'rule', exchange: this.exchange, at: this.clock(), effect });
  }

  socketChunk(direction: Direction, bytes: Uint8Array): void {
    this.sink.push({
      type: 'socket-chunk',
      exchange: this.exchange,
      at: this.clock(),
      direction,
      sizeBytes: bytes.byteLength,
      bytes,
    });
  }

  fail({ code, phase, message, by }: TappedFailure): void {
    this.sink.push({ type: 'fail', exchange: this.exchange, at: this.clock(), code, phase, message, by });
  }

  closed(by?: 'client' | 'proxy' | 'upstream'): void {
    const at = this.clock();
    this.sink.push(
      by === undefined
        ? { type: 'closed', exchange: this.exchange, at }
        : { type: 'closed', exchange: this.exchange, at, by },
    );
  }
}

/** Reports nothing; what an exchange gets that began while recording was off. */
export const SILENT_TAP: ExchangeTap = {
  request() {},
  upstream() {},
  chunk() {},
  bodyEnd() {},
  informational() {},
  response() {},
  changed() {},
  rule() {},
  socketChunk() {},
  fail() {},
  closed() {},
};

/** Hands each exchange its tap. An exchange keeps the tap it began with, so switching never records half of one. */
export class Taps {
  recording = true;
  #next: number;

  constructor(
    private readonly sink: TapSink,
    private readonly clock: Clock,
    firstExchange: number,
  ) {
    this.#next = firstExchange;
  }

  open(): ExchangeTap {
    return this.recording ? new SinkTap(this.sink, this.clock, this.#next++) : SILENT_TAP;
  }
}
