// Proxy: one upgrade (WebSocket or other, RFC 9110 section 7.8): its handshake, then two joined sockets with passive taps.
import { ServerResponse, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Phase } from '../model/exchange.ts';
import { AnswerRelay, type AnswerOwner } from './answer-relay.ts';
import { tellArrival, toArrival, toUpstreamFields } from './arrival.ts';
import type { ClientConnection, UnderWay } from './client-connection.ts';
import { toUrl, type ExchangeSetting, type Running } from './exchange.ts';
import { toFailureAnswer } from './failure-page.ts';
import { UNCONCERNED_SOCKET, UPGRADE, type ForwardedRequest, type ForwardedUpgrade } from './forwarder.ts';
import { VIA_NAME, type RequestHead } from './request-head.ts';
import type { HotStream } from './hot-stream.ts';
import type { Route } from './routes.ts';
import { SocketPair } from './socket-pair.ts';
import type { ExchangeTap } from './tap.ts';
import { pooledConnection } from './upstream-agent.ts';
import {
  clientAborted,
  noTarget,
  proxyClosed,
  toUpstreamFault,
  unsendable,
  upstreamTimeout,
} from './upstream-fault.ts';
import type { UpstreamFault } from './upstream-fault.ts';
import type { TraceToSend } from './trace-plan.ts';
import { withoutTraceFields } from './trace-strip.ts';
import type { Upstream } from './upstream.ts';

/** What a browser may send before its handshake is answered, in bytes; then it is no longer read until the answer. */
export const MAX_HELD_BYTES = 64 * 1024;

export class UpgradeExchange implements ForwardedUpgrade, AnswerOwner, UnderWay, Running {
  readonly headers: ForwardedRequest['headers'] = { upgrade: 'websocket' };
  readonly socket = UNCONCERNED_SOCKET;
  /** http-proxy takes it apart to no use; `upstreamPath` goes on the wire. */
  readonly url = '/';
  /** What http-proxy insists on; the wire has the real method. */
  readonly method = 'GET';
  readonly lastOnConnection = false;
  upstreamPath = '/';
  upstreamHeaders: readonly string[] = [];
  readonly #webSocket: boolean;
  readonly #held: Buffer[] = [];
  #heldBytes = 0;
  #route: Route | undefined;
  #upstreamRequest: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #relay: AnswerRelay | undefined;
  #pair: SocketPair | undefined;
  #subprotocol: string | undefined;
  #stream: HotStream | undefined;
  #connected = false;
  #over = false;
  #closed = false;

  constructor(
    private readonly setting: ExchangeSetting,
    private readonly client: ClientConnection,
    private readonly request: IncomingMessage,
    private readonly clientSocket: Socket,
    private readonly head: RequestHead,
    private readonly tap: ExchangeTap,
    firstBytes: Buffer,
  ) {
    this.#webSocket = head.method === 'GET' && request.headers.upgrade?.toLowerCase() === 'websocket';
    if (firstBytes.byteLength > 0) this.#hold(firstBytes);
  }

  get upstream(): Upstream {
    if (!this.#route) throw new Error('No route was matched.');
    return this.#route.upstream;
  }

  on(): this {
    return this;
  }

  /** Begins: taps the head, finds the route, sends the handshake on. */
  start(): void {
    const { head, client, setting, clientSocket } = this;
    const arrival = toArrival(setting, head);
    this.tap.request({
      method: head.method,
      url: this.#asked().url,
      httpVersion: head.httpVersion,
      rawHeaders: head.rawHeaders,
      clientConnection: client.id,
      requestIndex: client.requests++,
      upgrade: this.#webSocket,
      trace: arrival.trace.trace,
    });
    if (this.#webSocket) this.tap.bodyEnd('request', true, []);
    client.underWay.add(this);
    setting.running.add(this);
    clientSocket.on('error', this.#onClientError);
    clientSocket.on('data', this.#onEarlyData);
    clientSocket.on('end', this.#onEarlyEnd);
    tellArrival(arrival, head, this.tap);
    this.#route = arrival.route;
    if (this.#route) this.#forward(this.#route, arrival.trace.send);
    else this.#refuse(noTarget());
  }

  #asked(): { readonly url: string; readonly path: string } {
    const { authority, path } = this.head;
    return { url: toUrl(this.#scheme(this.client.scheme === 'https'), authority, path), path };
  }

  #scheme(secure: boolean): string {
    return `${this.#webSocket ? 'ws' : 'http'}${secure ? 's' : ''}`;
  }

  #forward(route: Route, trace: TraceToSend): void {
    const { head, client, setting, request } = this;
    const { connection } = request.headers;
    this.upstreamPath = route.toUpstreamPath(head.path);
    const from = { head, route, client, upgrade: true, connection, trace };
    this.upstreamHeaders = toUpstreamFields(setting, from, this.tap);
    try {
      setting.forwarder.upgrade(this, this.clientSocket, head.method);
      // http-proxy would pass a refusal on with a head of its own making and without its framing.
      this.#upstreamRequest?.removeAllListeners('response');
      this.#upstreamRequest?.on('response', (answer) => this.answered(answer));
    } catch (error) {
      this.#refuse(unsendable(error));
    }
  }

  /** A browser that ends its connection during the handshake wants no answer any more. */
  readonly #onEarlyEnd = (): void => this.clientGone();

  /** The connection's `close` follows and says the same. */
  readonly #onClientError = (): void => undefined;

  readonly #onEarlyData = (bytes: Buffer): void => this.#hold(bytes);

  #hold(bytes: Buffer): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.byteLength;
    if (this.#heldBytes >= MAX_HELD_BYTES) this.clientSocket.pause();
  }

  issued(upstreamRequest: ClientRequest): void {
    this.#upstreamRequest = upstreamRequest;
    upstreamRequest.maxHeadersCount = 0;
    upstreamRequest.on('socket', () => this.connected(upstreamRequest));
    // Runs before http-proxy's own listener, which is added after this.
    upstreamRequest.on('upgrade', (answer, socket) => this.#switched(answer, socket));
  }

  connected(upstreamRequest: ClientRequest): void {
    if (this.#over) {
      upstreamRequest.destroy();
      return;
    }
    this.#connected = true;
    const connection = pooledConnection(upstreamRequest.socket);
    const route = this.#route;
    if (!connection || !route) return;
    const scheme = this.#scheme(route.address.protocol === 'https:');
    const url = toUrl(scheme, route.address.authority, this.upstreamPath);
    this.tap.upstream(route.name, url, this.upstreamHeaders, connection);
    const limitMs = route.timeouts.upgradeMs;
    if (limitMs > 0) {
      const what = 'left the upgrade unanswered and did not answer';
      this.#timer = setTimeout(() => this.#refuse(upstreamTimeout('wait', this.#origin, what, limitMs)), limitMs);
    }
  }

  /** The upstream said no: its answer goes to the browser like any other. */
  answered(answer: IncomingMessage): void {
    clearTimeout(this.#timer);
    if (this.#over) {
      answer.destroy();
      return;
    }
    try {
      this.#relay = this.#createRelay();
      this.#relay.begin(answer, {
        fields: this.setting.head,
        status: answer.statusCode ?? 502,
        http2: false,
        http10: false,
        headRequest: this.head.method === 'HEAD',
        keepAlive: false,
        upstreamVersion: answer.httpVersion,
        rules: (raw) => this.setting.rules.apply('response', this.head, raw, this.tap),
        origins: undefined,
      });
    } catch (error) {
      this.failed(error as Error);
    }
  }

  /** The server has let go of the socket, so an answer on it is written and ended from here. */
  #createRelay(): AnswerRelay {
    const { clientSocket, request } = this;
    this.#letGo();
    clientSocket.resume();
    const response = new ServerResponse(request);
    response.assignSocket(clientSocket);
    clientSocket.on('drain', () => response.emit('drain'));
    response.on('finish', () => {
      clientSocket.destroySoon();
      this.#close();
    });
    return new AnswerRelay(this, response, this.tap);
  }

  #letGo(): void {
    this.clientSocket.off('data', this.#onEarlyData);
    this.clientSocket.off('end', this.#onEarlyEnd);
  }

  #switched(answer: IncomingMessage, upstreamSocket: Socket): void {
    clearTimeout(this.#timer);
    const { clientSocket, setting } = this;
    if (this.#over) {
      upstreamSocket.destroy();
      return;
    }
    const raw = setting.head.stripTrace ? withoutTraceFields(answer.rawHeaders) : [...answer.rawHeaders];
    if (setting.head.via) raw.push('Via', `${answer.httpVersion} ${VIA_NAME}`);
    if (setting.head.envMark !== undefined) raw.push('X-Env', setting.head.envMark);
    setting.rules.apply('response', this.head, raw, this.tap);
    this.#subprotocol = answer.headers['sec-websocket-protocol'];
    const statusText = answer.statusMessage ?? '';
    this.tap.response(101, statusText, answer.rawHeaders, raw);
    this.#letGo();
    clientSocket.pause();
    if (this.#held.length > 0) clientSocket.unshift(Buffer.concat(this.#held));
    this.#held.length = 0;
    replaceNextWrite(clientSocket, toHeadText(statusText, raw));
    // FIN of one side is passed on as FIN, and the other direction stays open.
    clientSocket.allowHalfOpen = true;
    upstreamSocket.allowHalfOpen = true;
    Object.assign(upstreamSocket, { [UPGRADE]: this });
  }

  joined(upstreamSocket: Socket): void {
    const { clientSocket, tap, setting } = this;
    if (this.#webSocket) {
      this.#stream = setting.streams.openSocket({ tap, ...this.#asked() }, this.#subprotocol, clientSocket);
    }
    const pair = { client: clientSocket, upstream: upstreamSocket, tap, webSocket: this.#webSocket };
    this.#pair = new SocketPair({ ...pair, stream: this.#stream }, () => this.#close());
  }

  failed(error: Error): void {
    if (this.#over || this.#pair || this.#relay?.ended === true || this.#relay?.received === true) return;
    this.#refuse(toUpstreamFault(error, this.#phase, this.#origin));
  }

  answerBroke(error: Error): void {
    this.failed(error);
  }

  get #phase(): Phase {
    if (this.#relay) return 'receive';
    if (!this.#connected) return this.#route ? 'connect' : 'blocked';
    return 'wait';
  }

  get #origin(): string {
    return this.#route?.address.origin ?? '';
  }

  #refuse(fault: UpstreamFault): void {
    if (this.#over || this.#pair) return;
    this.#stop();
    this.tap.fail(fault);
    if (this.#relay?.begun === true) {
      this.#relay.breakOff();
      this.#close();
      return;
    }
    const { head } = this;
    const target = this.#route && this.#route.address.origin + this.#route.address.basePath;
    const facts = { fault, route: this.#route?.name, target, method: head.method, path: head.path };
    const own = { http2: false, keepAlive: false, head: head.method === 'HEAD' };
    this.#relay = this.#createRelay();
    this.#relay.answer(toFailureAnswer(facts, false), own);
  }

  clientGone(): void {
    if (this.#pair || this.#closed) return;
    if (!this.#over) this.tap.fail(clientAborted(this.#phase));
    this.#stop();
    this.#relay?.breakOff();
    this.clientSocket.destroy();
    this.#close();
  }

  proxyClosed(): void {
    if (this.#pair) {
      this.#pair.end();
      return;
    }
    if (!this.#over) this.tap.fail(proxyClosed(this.#phase));
    this.#stop();
    this.#relay?.breakOff();
    this.#close();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#over = true;
    this.#upstreamRequest?.destroy();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#over = true;
    clearTimeout(this.#timer);
    this.client.underWay.delete(this);
    this.setting.running.delete(this);
    this.setting.streams.closed(this.#stream);
    this.tap.closed(this.#pair?.endedBy);
  }
}

function toHeadText(statusText: string, raw: readonly string[]): string {
  let text = `HTTP/1.1 101 ${statusText}\r\n`;
  for (let i = 0; i + 1 < raw.length; i += 2) text += `${raw[i]}: ${raw[i + 1]}\r\n`;
  return `${text}\r\n`;
}

/** http-proxy is about to write a head with lower-cased and merged fields; this goes out in its place. */
function replaceNextWrite(socket: Socket, text: string): void {
  Object.defineProperty(socket, 'write', {
    configurable: true,
    value: () => {
      Reflect.deleteProperty(socket, 'write');
      return socket.write(text, 'latin1');
    },
  });
}
