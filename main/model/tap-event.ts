// Model: what a socket callback reports. The only words from the proxy to capture; plain values that cross a thread.
import type { HeaderBlock } from './headers.ts';
import type { BodySide, Phase } from './exchange.ts';
import type { Direction } from './message.ts';
import type { RuleEffect } from './rules.ts';
import type { TelemetryBatch } from './telemetry.ts';
import type { TraceContext } from './trace.ts';

/** Fields common to all: `exchange` is the exchange's number, `at` an instant (milliseconds since the Unix epoch, with a fraction). */
interface Tapped {
  readonly exchange: number;
  readonly at: number;
}

/** The request's head was read. */
export interface RequestOpened extends Tapped {
  readonly type: 'request';
  readonly method: string;
  /** Absolute, with the proxy's origin. */
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: HeaderBlock;
  readonly clientConnection: number;
  readonly requestIndex: number;
  /** The request asks for an upgrade to WebSocket. */
  readonly upgrade: boolean;
  /** The trace it belongs to, as it was read or begun. */
  readonly trace?: TraceContext;
}

/** The request's head was written to an upstream connection. */
export interface UpstreamOpened extends Tapped {
  readonly type: 'upstream';
  readonly route: string;
  readonly upstreamUrl: string;
  readonly headers: HeaderBlock;
  readonly connection: number;
  readonly reused: boolean;
  readonly idleMs?: number;
  readonly remoteAddress?: string;
  readonly localPort?: number;
  /** Instants of a new connection's set-up; absent when reused or when the step does not apply. */
  readonly connectStartedAt?: number;
  readonly lookedUpAt?: number;
  readonly connectedAt?: number;
  readonly securedAt?: number;
}

/** Bytes of a body passed by. `bytes` is absent when the queue was full and only the size was counted. */
export interface BodyChunk extends Tapped {
  readonly type: 'chunk';
  readonly side: BodySide;
  readonly sizeBytes: number;
  readonly bytes?: Uint8Array;
}

/** A body ended. `complete` is false when its sender stopped early. */
export interface BodyEnded extends Tapped {
  readonly type: 'body-end';
  readonly side: BodySide;
  readonly complete: boolean;
  /** Trailer fields (RFC 9110 section 6.5); empty where none came. */
  readonly trailers: HeaderBlock;
}

/** An interim answer (1xx) came from the upstream. */
export interface Informational extends Tapped {
  readonly type: 'informational';
  readonly status: number;
  readonly headers: HeaderBlock;
}

/** The answer's head: as received from the upstream (empty where the proxy answered itself), and as sent to the browser. */
export interface ResponseOpened extends Tapped {
  readonly type: 'response';
  readonly status: number;
  readonly statusText: string;
  readonly upstreamHeaders: HeaderBlock;
  readonly headers: HeaderBlock;
}

/** Bytes on an upgraded connection, exactly as they passed. `bytes` is absent when the queue was full: what follows in that direction can't be decoded. */
export interface SocketChunk extends Tapped {
  readonly type: 'socket-chunk';
  readonly direction: Direction;
  readonly sizeBytes: number;
  readonly bytes?: Uint8Array;
}

/** Something ended an exchange before its time. */
export interface ExchangeFailed extends Tapped {
  readonly type: 'fail';
  readonly code: string;
  readonly phase: Phase;
  readonly message: string;
  readonly by: 'client' | 'proxy' | 'upstream';
}

/** Nothing more comes for this exchange. `by` says who closed an upgraded connection's transport first. */
export interface ExchangeClosed extends Tapped {
  readonly type: 'closed';
  readonly by?: 'client' | 'proxy' | 'upstream';
}

/** A process that Throughline started wrote to stdout or stderr. */
export interface ProcessOutput {
  readonly type: 'output';
  readonly at: number;
  /** The process's name. */
  readonly name: string;
  readonly stream: 'stdout' | 'stderr';
  /** As it was written: lines with their ends, and pieces of lines. */
  readonly text: string;
  /** Line feeds in what was left out just before `text`, because a queue was full. */
  readonly lost?: number;
}

/** Throughline changed an answer on its way, or meant to and could not. */
export interface AnswerChanged extends Tapped {
  readonly type: 'changed';
  /** A code listed in docs/errors.md under Changes on the way. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}

/** A header rule changed a message. */
export interface RuleApplied extends Tapped {
  readonly type: 'rule';
  readonly effect: RuleEffect;
}

/** A file that is followed grew: whole lines and pieces as they were read. */
export interface FileOutput {
  readonly type: 'file-output';
  readonly at: number;
  /** As it was given. */
  readonly path: string;
  readonly text: string;
  /** Line feeds in what was left out just before `text`, because a queue was full. */
  readonly lost?: number;
}

/** Spans, logs, metrics or a profile came from another program. */
export interface TelemetryReceived {
  readonly type: 'telemetry';
  readonly at: number;
  readonly batch: TelemetryBatch;
}

/** A page or a program posted to a reserved path. */
export interface Posted {
  readonly type: 'posted';
  readonly at: number;
  readonly to: 'report' | 'log';
  readonly bytes: Uint8Array;
  /** The peer's address. */
  readonly clientAddress: string;
  /** The values of the fields of these names, where they came. */
  readonly userAgent?: string;
  readonly origin?: string;
  readonly referer?: string;
  readonly traceparent?: string;
  readonly requestId?: string;
}

export type TapEvent =
  | RequestOpened
  | UpstreamOpened
  | BodyChunk
  | BodyEnded
  | Informational
  | ResponseOpened
  | SocketChunk
  | ExchangeFailed
  | ExchangeClosed
  | ProcessOutput
  | AnswerChanged
  | RuleApplied
  | FileOutput
  | TelemetryReceived
  | Posted;

/** Where taps report to. A call takes constant time and never throws. */
export interface TapSink {
  push(event: TapEvent): void;
}
