// Proxy → upstream: the one place that knows http-proxy. It issues requests and joins upgraded sockets; heads are ours.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import httpProxy from 'http-proxy';
import type { ClientResponse } from './response-head.ts';
import type { Upstream } from './upstream.ts';

/** Largest head accepted in either direction, in bytes. */
export const MAX_HEAD_BYTES = 64 * 1024;

/** What an exchange lets http-proxy see of its request: enough to issue it, nothing to copy or to listen to. */
export interface ForwardedRequest {
  readonly method: string;
  readonly url: string;
  /** http-proxy writes into it; nothing reads it. */
  readonly headers: Record<string, string>;
  readonly socket: { readonly destroyed: boolean };
  /** Aborts and errors of the browser's side are the exchange's own affair. */
  on(): unknown;
}

/** http-proxy looks at the browser's socket to tell whose fault an error is; exchanges know without. */
export const UNCONCERNED_SOCKET = { destroyed: false } as const;

/** A request on its way, and what it hears. */
export interface Forwarded extends ForwardedRequest {
  readonly upstream: Upstream;
  readonly upstreamPath: string;
  /** Flat, exactly what goes on the wire. */
  readonly upstreamHeaders: readonly string[];
  /** The request exists, and nothing of it was sent: give it its content. http-proxy calls it as if piping a stream. */
  pipe(request: ClientRequest): void;
  /** The request has its connection. */
  connected(request: ClientRequest): void;
  answered(answer: IncomingMessage): void;
  failed(error: Error): void;
}

/** An upgrade on its way. */
export interface ForwardedUpgrade extends Omit<Forwarded, 'pipe'> {
  /** The request exists, and nothing of it was sent. */
  issued(request: ClientRequest): void;
  /** The sockets are joined; no byte has passed yet. */
  joined(upstreamSocket: Duplex): void;
}

/** Marks an upgraded socket with its exchange. */
export const UPGRADE = Symbol('upgrade');

/**
 * The request options http-proxy fills in. It lower-cases and merges header fields and tidies paths, so these two keep
 * what we put there. They must be own properties: Node.js copies no others.
 */
function toRequestOptions(path: string, headers: readonly string[]): object {
  return {
    maxHeaderSize: MAX_HEAD_BYTES,
    get path() {
      return path;
    },
    set path(_tidied) {
      // Kept as the browser sent it.
    },
    get headers() {
      return headers;
    },
    set headers(_merged) {
      // Kept in order, with case and duplicates.
    },
  };
}

export class Forwarder {
  readonly #proxy = httpProxy.createProxyServer<IncomingMessage, ServerResponse>({ selfHandleResponse: true });

  constructor() {
    // http-proxy hands back the object it was given as a request: the exchange itself.
    this.#proxy.on('proxyReq', (request, exchange) => (exchange as unknown as Forwarded).connected(request));
    this.#proxy.on('proxyRes', (answer, exchange) => (exchange as unknown as Forwarded).answered(answer));
    this.#proxy.on('proxyReqWs', (request, exchange) => (exchange as unknown as ForwardedUpgrade).issued(request));
    this.#proxy.on('error', (error, exchange) => (exchange as unknown as Forwarded).failed(error));
    this.#proxy.on('open', (socket) => {
      (socket as typeof socket & { [UPGRADE]?: ForwardedUpgrade })[UPGRADE]?.joined(socket);
    });
  }

  /** Issues a request. Throws where Node.js refuses its path. */
  web(exchange: Forwarded, response: ClientResponse): void {
    this.#proxy.web(exchange as unknown as IncomingMessage, response as ServerResponse, {
      target: exchange.upstream.target,
      agent: exchange.upstream.agent,
      ssl: toRequestOptions(exchange.upstreamPath, exchange.upstreamHeaders),
      // Only its `pipe` is called.
      buffer: exchange as unknown as NodeJS.ReadableStream as never,
    });
  }

  /** Issues an upgrade. http-proxy passes WebSocket upgrades by GET only, so it is shown one; the wire has the real one. */
  upgrade(exchange: ForwardedUpgrade, socket: Duplex, method: string): void {
    const options = {
      target: exchange.upstream.target,
      agent: exchange.upstream.upgradeAgent,
      ssl: toRequestOptions(exchange.upstreamPath, exchange.upstreamHeaders),
      method,
    };
    this.#proxy.ws(exchange as unknown as IncomingMessage, socket, Buffer.alloc(0), options);
  }
}
