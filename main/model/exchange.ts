// Model: one request and its answer, as captured.
import type { HeaderList } from './headers.ts';
import type { Direction } from './message.ts';
import type { BrowserTiming, Initiator } from './page.ts';
import type { RuleEffect } from './rules.ts';
import type { JoinedCounts } from './telemetry.ts';
import type { TraceContext } from './trace.ts';

/** What an exchange is for, from the browser's view. */
export const EXCHANGE_KINDS = [
  'document',
  'script',
  'stylesheet',
  'image',
  'font',
  'fetch',
  'preflight',
  'websocket',
  'eventsource',
  'other',
] as const;
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];

/** Which of an exchange's two bodies. */
export type BodySide = 'request' | 'response';

/** What is known of a body without its bytes. */
export interface BodyInfo {
  /** Bytes of content on the wire: after content coding, without transfer-coding framing. */
  readonly sizeBytes: number;
  /** Bytes of it that the session keeps; less than `sizeBytes` when `truncated`. */
  readonly keptBytes: number;
  /** Capture kept only the head, because a budget or a queue was full. */
  readonly truncated: boolean;
  /** False when the sender stopped early. */
  readonly complete: boolean;
  /** The `Content-Type` field's value. */
  readonly contentType?: string;
  /** The `Content-Encoding` field's value. */
  readonly encoding?: string;
}

/** Milliseconds by phase as in HAR 1.2, but with `tls` outside `connect`, so that the phases add up to `total`; -1 where a phase does not apply. */
export interface Timings {
  readonly blocked: number;
  readonly dns: number;
  readonly connect: number;
  readonly tls: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  /** From the request's first byte to the end; so far, while it runs. */
  readonly total: number;
}

/** The phases in the order they happen. */
export const PHASES = ['blocked', 'dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const;
export type Phase = (typeof PHASES)[number];

/** The connection from the proxy to the upstream. */
export interface UpstreamConnection {
  readonly id: string;
  readonly reused: boolean;
  /** How long it lay idle before this exchange took it; only where `reused`. */
  readonly idleMs?: number;
  readonly remoteAddress?: string;
  readonly localPort?: number;
}

/** The browser's connection to the proxy. */
export interface ClientConnection {
  readonly id: string;
  /** 0 for the first request on the connection. */
  readonly requestIndex: number;
}

/** Why an exchange did not end well. */
export interface ExchangeError {
  /** A code listed in docs/errors.md, or a Node.js system error code. */
  readonly code: string;
  readonly phase: Phase;
  /** One sentence: what was wrong, where, what to do. */
  readonly message: string;
  /** Who ended it. */
  readonly by: 'client' | 'proxy' | 'upstream';
}

/**
 * How far an exchange is: `pending` no answer yet, `streaming` the answer is coming, `open` an upgraded
 * connection, `done` ended well, `failed` ended with `error`.
 */
export type ExchangeState = 'pending' | 'streaming' | 'open' | 'done' | 'failed';

/** What a list needs of an exchange; small enough to keep many. */
export interface ExchangeRow {
  /** Unique in a session; a decimal number that grows with the order of arrival. */
  readonly id: string;
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly startedAt: number;
  readonly method: string;
  /** What the browser asked for, absolute, with the proxy's origin. */
  readonly url: string;
  /** What was sent on, absolute. */
  readonly upstreamUrl?: string;
  /** The matching route's name: its `match`, or `target` for the default target. */
  readonly route?: string;
  /** `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`, between browser and proxy. */
  readonly httpVersion: string;
  readonly status?: number;
  readonly statusText?: string;
  readonly kind: ExchangeKind;
  readonly state: ExchangeState;
  readonly timings: Timings;
  readonly requestBody: BodyInfo;
  readonly responseBody: BodyInfo;
  readonly error?: ExchangeError;
  readonly connection?: UpstreamConnection;
  readonly clientConnection?: ClientConnection;
  /** The update of modules, or the reload, that caused this request. */
  readonly hmrUpdateId?: string;
  readonly trace?: TraceContext;
  /** Logs and spans that belong to it; absent while there are none. */
  readonly joined?: JoinedCounts;
  /** The load of a document that asked for this. */
  readonly pageId?: string;
  readonly initiator?: Initiator;
  /** WebSocket frames or server-sent events so far: received by the browser, sent by it. */
  readonly messagesIn: number;
  readonly messagesOut: number;
  /** Bytes of a WebSocket connection so far, both ways, frames with their headers; 0 for all else, whose bytes are those of its bodies. */
  readonly messageBytes: number;
  /** Instants of some of those messages (32 at most, thinned evenly), for ticks in a waterfall. */
  readonly marks: readonly number[];
}

/** From some instant on, messages of one direction could not be made out; the bytes themselves passed untouched. */
export interface UndecodedStream {
  readonly direction: Direction;
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  /** A code listed in docs/errors.md under Capture. */
  readonly code: string;
  /** One sentence: what was wrong, where, what to do. */
  readonly message: string;
}

/** Something that Throughline itself did to an exchange on its way, beyond what belongs to a hop. */
export interface ProxyChange {
  /** A code listed in docs/errors.md under Changes on the way. */
  readonly code: string;
  /** One sentence: what was changed or, where it was meant to be and could not, why not. */
  readonly message: string;
}

/** One metric of a `Server-Timing` field (Server Timing section 3.1). */
export interface ServerTiming {
  readonly name: string;
  /** `dur`; absent where none is said. */
  readonly durationMs?: number;
  readonly description?: string;
}

/** One exchange in full, but for the bytes of its bodies. */
export interface Exchange extends ExchangeRow {
  /** Browser → proxy. */
  readonly requestHeaders: HeaderList;
  /** Proxy → upstream. */
  readonly upstreamRequestHeaders: HeaderList;
  /** Upstream → proxy. */
  readonly upstreamResponseHeaders: HeaderList;
  /** Proxy → browser. */
  readonly responseHeaders: HeaderList;
  readonly requestTrailers: HeaderList;
  readonly responseTrailers: HeaderList;
  /** Interim answers (1xx) in order, as received from the upstream. */
  readonly informational: readonly { readonly status: number; readonly headers: HeaderList }[];
  /** The application protocol of an upgraded connection (`Sec-WebSocket-Protocol`), where one was agreed. */
  readonly subprotocol?: string;
  /** `Sec-WebSocket-Extensions` as agreed. */
  readonly extensions?: string;
  /** How an upgraded connection or stream ended. */
  readonly close?: {
    /** RFC 6455 section 7.4; 1006 where no close frame was seen. */
    readonly code?: number;
    readonly reason?: string;
    readonly by: 'client' | 'proxy' | 'upstream';
  };
  /** The same request as the browser measured it. */
  readonly browserTiming?: BrowserTiming;
  readonly changes?: readonly ProxyChange[];
  /** What header rules did to it, in their order. */
  readonly rules?: readonly RuleEffect[];
  /** What the upstream says of its own time (`Server-Timing`), in its order. */
  readonly serverTimings?: readonly ServerTiming[];
  /** Where frames or events stop short of the stream's end, and why; absent when all were decoded. */
  readonly undecoded?: readonly UndecodedStream[];
}

/** An exchange's URL for reading a body over HTTP or the app's own scheme: decoded content unless `raw`. */
export function bodyPath(exchangeId: string, side: BodySide): string {
  return `/body/${encodeURIComponent(exchangeId)}/${side}`;
}
