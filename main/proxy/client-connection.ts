// Proxy: a browser's connection: its number, its requests, who is at the other end, and what is under way on it.
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest, ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { isPeerGone } from './client-presence.ts';
import { toForwardedElement, toPlainAddress, type PeerTrust } from './forwarding.ts';

/** A request as either protocol delivers it. */
export type ClientRequestMessage = IncomingMessage | Http2ServerRequest;

/** True for requests that came over HTTP/2. */
export function isHttp2(request: ClientRequestMessage): request is Http2ServerRequest {
  return request.httpVersionMajor === 2;
}

/** Something under way on a connection that must hear of its end. */
export interface UnderWay {
  /** The client told that it will not use the connection again (HTTP/1.0 or `Connection: close`). */
  readonly lastOnConnection: boolean;
  clientGone(): void;
}

/** How often a connection that is half-closed by the browser is looked at again, in milliseconds. */
const PRESENCE_MS = 250;

/** A browser's connection to the proxy. */
export class ClientConnection {
  /** Requests so far. */
  requests = 0;
  readonly underWay = new Set<UnderWay>();
  readonly address: string;
  readonly trusted: boolean;
  #forwardedHost: string | undefined;
  #forwarded = '';
  #watch: NodeJS.Timeout | undefined;

  constructor(
    /** Counts up over the proxy's life, from 1. */
    readonly id: number,
    readonly scheme: 'http' | 'https',
    socket: Socket,
    isTrusted: PeerTrust,
  ) {
    this.address = toPlainAddress(socket.remoteAddress ?? '');
    this.trusted = isTrusted(this.address);
  }

  /** This hop as a `Forwarded` element; browsers ask for one host over and over. */
  forwardedElement(host: string): string {
    if (host !== this.#forwardedHost) {
      this.#forwardedHost = host;
      this.#forwarded = toForwardedElement(this.address, host, this.scheme);
    }
    return this.#forwarded;
  }

  /** The transport is closed in both directions. */
  closed(): void {
    clearTimeout(this.#watch);
    for (const one of [...this.underWay]) one.clientGone();
  }

  /** The browser sent FIN. */
  async halfClosed(socket: Socket): Promise<void> {
    if (this.underWay.size === 0) return;
    const gone = await isPeerGone(socket);
    if (socket.destroyed || this.underWay.size === 0) return;
    if (gone ?? ![...this.underWay].every((one) => one.lastOnConnection)) {
      socket.destroy();
      return;
    }
    if (gone === undefined) return;
    this.#watch = setTimeout(() => void this.halfClosed(socket), PRESENCE_MS);
    this.#watch.unref();
  }
}

const CONNECTION = Symbol('client connection');
type Holder = (Socket | ServerHttp2Session) & { [CONNECTION]?: ClientConnection };

/** Numbers the browsers' connections as their first requests come. */
export class ClientConnections {
  #count = 0;

  constructor(
    private readonly scheme: 'http' | 'https',
    private readonly isTrusted: PeerTrust,
  ) {}

  of(request: ClientRequestMessage): ClientConnection {
    const holder = (isHttp2(request) ? request.stream.session : request.socket) as Holder | undefined;
    return holder?.[CONNECTION] ?? this.#add(request, holder);
  }

  #add(request: ClientRequestMessage, holder: Holder | undefined): ClientConnection {
    const socket = isHttp2(request) ? request.stream.session?.socket : request.socket;
    const connection = new ClientConnection(++this.#count, this.scheme, socket ?? request.socket, this.isTrusted);
    if (!holder) return connection;
    holder[CONNECTION] = connection;
    holder.once('close', () => connection.closed());
    if (!isHttp2(request)) request.socket.once('end', () => void connection.halfClosed(request.socket));
    return connection;
  }
}
