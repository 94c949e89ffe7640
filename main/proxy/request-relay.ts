// Proxy: carries a request's content to the upstream, chunk by chunk, as fast as the upstream takes it.
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { toPairs } from './answer-relay.ts';
import type { ClientRequestMessage } from './client-connection.ts';
import type { ExchangeTap } from './tap.ts';

/** Who is told how the carrying goes. */
export interface RequestOwner {
  /** No more content comes, all of it or not. */
  requestDone(): void;
}

const RELAY = Symbol('request relay');
type Relayed<T> = T & { [RELAY]?: RequestRelay };

/** One request's content on its way. Listeners are shared by all relays, so that an exchange makes no closures. */
export class RequestRelay {
  /** All content was handed on, or there is none, or the rest is given up. */
  done: boolean;
  #upstream: ClientRequest | undefined;
  #flowing = false;
  /** The upstream is full, and the browser is not read until it has taken more. */
  #waiting = false;

  constructor(
    private readonly owner: RequestOwner,
    private readonly request: ClientRequestMessage,
    hasBody: boolean,
    private readonly tap: ExchangeTap,
  ) {
    this.done = !hasBody;
  }

  /** Gives the content, if there is any, to a request of which nothing was sent. */
  begin(upstream: ClientRequest): void {
    if (this.done) {
      upstream.end();
      return;
    }
    const { request } = this;
    this.#upstream = upstream;
    (upstream as Relayed<ClientRequest>)[RELAY] = this;
    (request as Relayed<ClientRequestMessage>)[RELAY] = this;
    upstream.on('drain', onDrain);
    upstream.on('socket', onSocket);
    upstream.on('close', onUpstreamClose);
    request.on('data', onData);
    request.on('end', onEnd);
    // After the content that came with the head, so that a small request is one write.
    process.nextTick(flushHead, this);
  }

  /** The upstream hears of the request even where the browser takes its time with the content. */
  flush(): void {
    if (!this.done && !this.#flowing) this.#upstream?.flushHeaders();
  }

  chunk(bytes: Buffer): void {
    if (this.done) return;
    this.#flowing = true;
    this.tap.chunk('request', bytes);
    if (this.#upstream?.write(bytes) !== false) return;
    this.request.pause();
    this.#waiting = true;
    if (this.#upstream.socket) this.watch(this.#upstream.socket);
  }

  /** A request whose answer is complete passes its connection's `drain` on no more, but its content may still be coming. */
  watch(socket: Socket): void {
    if (!this.#waiting) return;
    (socket as Relayed<Socket>)[RELAY] = this;
    socket.on('drain', onSocketDrain);
  }

  drained(): void {
    this.#waiting = false;
    if (!this.done) this.request.resume();
  }

  end(): void {
    if (this.done) return;
    const { rawTrailers } = this.request;
    this.done = true;
    this.tap.bodyEnd('request', true, rawTrailers);
    if (rawTrailers.length > 0) this.#upstream?.addTrailers(toPairs(rawTrailers));
    this.#upstream?.end();
    this.owner.requestDone();
  }

  /** Nobody takes the rest; what the browser still sends is read and thrown away. */
  abandon(): void {
    if (this.done) return;
    this.done = true;
    this.tap.bodyEnd('request', false, []);
    this.request.resume();
    this.owner.requestDone();
  }
}

function flushHead(relay: RequestRelay): void {
  relay.flush();
}

function onDrain(this: Relayed<ClientRequest>): void {
  this[RELAY]?.drained();
}

function onSocket(this: Relayed<ClientRequest>, socket: Socket): void {
  this[RELAY]?.watch(socket);
}

function onSocketDrain(this: Relayed<Socket>): void {
  this.off('drain', onSocketDrain);
  this[RELAY]?.drained();
}

function onUpstreamClose(this: Relayed<ClientRequest>): void {
  this[RELAY]?.abandon();
}

function onData(this: Relayed<ClientRequestMessage>, bytes: Buffer): void {
  this[RELAY]?.chunk(bytes);
}

function onEnd(this: Relayed<ClientRequestMessage>): void {
  this[RELAY]?.end();
}
