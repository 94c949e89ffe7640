// Proxy: one request and its answer, from the browser's head to the last byte, and what is tapped of them.
import { ServerResponse, type ClientRequest, type IncomingMessage, type InformationEvent } from 'node:http';
import type { Switches } from '../model/config.ts';
import type { Phase } from '../model/exchange.ts';
import type { TracePolicy } from '../model/trace.ts';
import { planAnswerChange } from './answer-change.ts';
import { AnswerRelay, type AnswerOwner } from './answer-relay.ts';
import { tellArrival, toArrival, toUpstreamFields } from './arrival.ts';
import { isHttp2, type ClientConnection, type ClientRequestMessage, type UnderWay } from './client-connection.ts';
import { toFailureAnswer } from './failure-page.ts';
import { UNCONCERNED_SOCKET, type Forwarded, type ForwardedRequest, type Forwarder } from './forwarder.ts';
import { isDocumentRequest, withoutConditions } from './inject/document-request.ts';
import type { PageAgent } from './inject/page-agent.ts';
import { isRepaired, type MapRepairs } from './map-repair/map-repair.ts';
import type { ChangeFactory } from './content-change.ts';
import type { HeaderRules } from './header-rules.ts';
import { retriesByItself, wantsHtml } from './retrying-client.ts';
import type { HotStreams } from './hot-streams.ts';
import { passInterim } from './interim-answer.ts';
import type { HeadSetting, RequestHead } from './request-head.ts';
import { RequestRelay, type RequestOwner } from './request-relay.ts';
import type { ClientResponse } from './response-head.ts';
import type { Route, RouteTable } from './routes.ts';
import type { ExchangeTap } from './tap.ts';
import { noteKeepAlive, pooledConnection } from './upstream-agent.ts';
import {
  clientAborted,
  noTarget,
  proxyClosed,
  toUpstreamFault,
  unansweredUpgrade,
  unsendable,
  UpstreamFault,
  upstreamTimeout,
} from './upstream-fault.ts';
import type { TraceToSend } from './trace-plan.ts';
import type { Upstream } from './upstream.ts';

/** What exchanges need of the proxy. */
export interface ExchangeSetting {
  readonly forwarder: Forwarder;
  readonly head: HeadSetting;
  readonly table: RouteTable;
  /** For requests that no route takes. */
  readonly trace: TracePolicy;
  readonly switches: Switches;
  readonly streams: HotStreams;
  readonly maps: MapRepairs;
  readonly rules: HeaderRules;
  /** The script for documents; absent where pages get none. */
  readonly agent?: PageAgent;
  /** All that is under way, so that closing can end it. */
  readonly running: Set<Running>;
}

/** An exchange that the proxy can end. */
export interface Running {
  proxyClosed(): void;
}

/** Requests that may be sent twice with the effect of once (RFC 9110 section 9.2.2), when they have no content. */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);
/** How a connection ends that the upstream had already given up. */
const STALE_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

const EXCHANGE = Symbol('exchange');
type Owned<T> = T & { [EXCHANGE]?: Exchange };

/** The address the browser asked for, and the one asked of the upstream, with the scheme of what they carry. */
export function toUrl(scheme: string, authority: string, path: string): string {
  return `${scheme}://${authority}${path === '*' ? '/*' : path}`;
}

export class Exchange implements Forwarded, AnswerOwner, RequestOwner, UnderWay, Running {
  readonly headers: ForwardedRequest['headers'] = {};
  readonly socket = UNCONCERNED_SOCKET;
  /** http-proxy takes it apart to no use; `upstreamPath` goes on the wire. */
  readonly url = '/';
  upstreamPath = '/';
  upstreamHeaders: readonly string[] = [];
  readonly lastOnConnection: boolean;
  readonly #relay: AnswerRelay;
  readonly #content: RequestRelay;
  #route: Route | undefined;
  #upstreamRequest: ClientRequest | undefined;
  #timer: NodeJS.Timeout | undefined;
  #connected = false;
  #answered = false;
  #sentContinue = false;
  #finished = false;
  #over = false;
  #closed = false;
  #retried = false;
  #bytesReadBefore = -1;
  /** Pages get this script; decided once, as the switch may be turned meanwhile. */
  readonly #agent: PageAgent | undefined;

  constructor(
    private readonly setting: ExchangeSetting,
    private readonly client: ClientConnection,
    private readonly request: ClientRequestMessage,
    private readonly response: ClientResponse,
    private readonly head: RequestHead,
    private readonly tap: ExchangeTap,
    private readonly expectsContinue: boolean,
  ) {
    this.#relay = new AnswerRelay(this, response, tap);
    this.#content = new RequestRelay(this, request, head.hasBody, tap);
    this.#agent = setting.switches.inject && isDocumentRequest(head) ? setting.agent : undefined;
    this.lastOnConnection =
      head.httpVersion === 'HTTP/1.0' || (response instanceof ServerResponse && !response.shouldKeepAlive);
  }

  get method(): string {
    return this.head.method;
  }

  get upstream(): Upstream {
    if (!this.#route) throw new Error('No route was matched.');
    return this.#route.upstream;
  }

  on(): this {
    return this;
  }

  /** Begins: taps the head, finds the route, sends the request on. */
  start(): void {
    const { head, client, tap, setting, response } = this;
    const arrival = toArrival(setting, head);
    tap.request({
      method: head.method,
      url: toUrl(client.scheme, head.authority, head.path),
      httpVersion: head.httpVersion,
      rawHeaders: head.rawHeaders,
      clientConnection: client.id,
      requestIndex: client.requests++,
      upgrade: false,
      trace: arrival.trace.trace,
    });
    if (this.#content.done) tap.bodyEnd('request', true, []);
    client.underWay.add(this);
    setting.running.add(this);
    (response as Owned<ClientResponse>)[EXCHANGE] = this;
    response.on('finish', onResponseFinish);
    response.on('close', onResponseClose);
    tellArrival(arrival, head, tap);
    this.#route = arrival.route;
    if (this.#route) this.#forward(this.#route, arrival.trace.send);
    else this.#refuse(noTarget());
  }

  #forward(route: Route, trace: TraceToSend): void {
    const { head, request } = this;
    const whole = this.#agent !== undefined || isRepaired(this.setting.switches, head);
    const asked = whole ? withoutConditions(head) : head;
    this.upstreamPath = route.toUpstreamPath(head.path);
    const connection = isHttp2(request) ? undefined : request.headers.connection;
    const { client, setting } = this;
    const from = { head: asked, route, client, upgrade: false, connection, trace };
    this.upstreamHeaders = toUpstreamFields(setting, from, this.tap);
    this.#issue();
  }

  #issue(): void {
    try {
      this.setting.forwarder.web(this, this.response);
    } catch (error) {
      this.#refuse(unsendable(error));
    }
  }

  pipe(upstreamRequest: ClientRequest): void {
    this.#upstreamRequest = upstreamRequest;
    upstreamRequest.maxHeadersCount = 0;
    (upstreamRequest as Owned<ClientRequest>)[EXCHANGE] = this;
    upstreamRequest.on('information', onInformation);
    upstreamRequest.on('close', onUpstreamClose);
    this.#content.begin(upstreamRequest);
  }

  connected(upstreamRequest: ClientRequest): void {
    if (this.#over) {
      upstreamRequest.destroy();
      return;
    }
    this.#connected = true;
    const { socket } = upstreamRequest;
    const connection = pooledConnection(socket);
    const route = this.#route;
    if (!connection || !route || !socket) return;
    if (connection.idleMs >= 0) this.#bytesReadBefore = socket.bytesRead;
    const { address } = route;
    const url = toUrl(address.protocol.slice(0, -1), address.authority, this.upstreamPath);
    this.tap.upstream(route.name, url, this.upstreamHeaders, connection);
    if (this.#content.done) this.#awaitAnswer();
  }

  #awaitAnswer(): void {
    const limitMs = this.#route?.timeouts.responseMs ?? 0;
    if (limitMs > 0 && !this.#answered && !this.#over) this.#timer = setTimeout(onAnswerTimeout, limitMs, this);
  }

  answerTimedOut(): void {
    if (this.#over || this.#answered) return;
    const limitMs = this.#route?.timeouts.responseMs ?? 0;
    this.#refuse(upstreamTimeout('wait', this.#origin, 'did not answer', limitMs));
  }

  requestDone(): void {
    if (this.#connected) this.#awaitAnswer();
    this.#closeIfDone();
  }

  informed(info: InformationEvent): void {
    if (this.#over || this.#answered) return;
    this.tap.informational(info.statusCode, info.rawHeaders);
    const passed = passInterim(this.response, info, this.head.httpVersion === 'HTTP/1.0');
    if (passed && info.statusCode === 100) this.#sentContinue = true;
  }

  answered(answer: IncomingMessage): void {
    clearTimeout(this.#timer);
    if (this.#over) {
      answer.destroy();
      return;
    }
    this.#answered = true;
    const { head, response, setting } = this;
    const change = this.#change(answer);
    try {
      const toBrowser = {
        fields: setting.head,
        status: answer.statusCode ?? 502,
        http2: head.httpVersion === 'HTTP/2',
        http10: head.httpVersion === 'HTTP/1.0',
        headRequest: head.method === 'HEAD',
        keepAlive: this.#keepsAlive(response),
        upstreamVersion: answer.httpVersion,
        rules: (raw: string[]) => setting.rules.apply('response', head, raw, this.tap),
        origins: this.#origins(),
      };
      this.#relay.begin(answer, toBrowser, change);
      const url = toUrl(this.client.scheme, head.authority, head.path);
      this.#relay.stream = setting.streams.openAnswer({ tap: this.tap, url, path: head.path }, answer, response);
      if (this.#relay.keepAlive !== undefined) noteKeepAlive(answer.socket, this.#relay.keepAlive);
    } catch (error) {
      this.#answered = false;
      this.failed(error as Error);
    }
  }

  #change(answer: IncomingMessage): ChangeFactory | undefined {
    const { head, tap, setting } = this;
    const { switches, table, maps } = setting;
    const asked = { head, tap, switches, table, maps, scheme: this.client.scheme, agent: this.#agent };
    return planAnswerChange({ ...asked, route: this.#route }, answer);
  }

  #keepsAlive(response: ClientResponse): boolean {
    // After a refused `Expect` it is unknown whether the content still comes, so the connection can't go on.
    return (
      response instanceof ServerResponse && response.shouldKeepAlive && (!this.expectsContinue || this.#sentContinue)
    );
  }

  #origins(): { readonly upstream: string; readonly proxy: string } | undefined {
    if (this.#route?.rewritesHost !== true) return undefined;
    return { upstream: this.#origin, proxy: `${this.client.scheme}://${this.head.authority}` };
  }

  get #origin(): string {
    return this.#route?.address.origin ?? '';
  }

  failed(error: Error): void {
    // What breaks after a whole answer, such as bytes too many, is no failure of it.
    if (this.#over || this.#relay.ended || this.#relay.received) return;
    if (this.#isStale(error)) {
      this.#retry();
      return;
    }
    this.#refuse(toUpstreamFault(error, this.#phase, this.#origin));
  }

  answerBroke(error: Error): void {
    if (error instanceof UpstreamFault && !this.#over) this.#refuse(error);
    else this.failed(error);
  }

  /** A request can end without an answer and without an error: where the upstream switches protocols unasked. */
  upstreamClosed(upstreamRequest: ClientRequest): void {
    if (this.#answered || this.#over || upstreamRequest !== this.#upstreamRequest) return;
    this.#refuse(unansweredUpgrade(this.#phase, this.#origin));
  }

  /** The upstream closed an idle connection just as it was taken, and so has not seen the request. */
  #isStale(error: Error): boolean {
    const request = this.#upstreamRequest;
    return (
      !this.#retried &&
      !this.#answered &&
      request?.reusedSocket === true &&
      !this.head.hasBody &&
      REPEATABLE.has(this.head.method) &&
      STALE_CODES.has('code' in error ? String(error.code) : '') &&
      request.socket?.bytesRead === this.#bytesReadBefore
    );
  }

  /** What lies idle beside a stale connection is most likely as stale: the upstream restarted. */
  #retry(): void {
    this.#retried = true;
    this.#connected = false;
    clearTimeout(this.#timer);
    this.upstream.agent.dropIdle();
    this.#issue();
  }

  get #phase(): Phase {
    if (this.#answered) return 'receive';
    if (!this.#connected) return this.#route ? 'connect' : 'blocked';
    return this.#content.done ? 'wait' : 'send';
  }

  /** Tells the browser in the way it can understand, and ends. */
  #refuse(fault: UpstreamFault): void {
    this.tap.fail(fault);
    this.#stop();
    if (this.#relay.begun) this.#relay.breakOff();
    else if (retriesByItself(this.head) && fault.status >= 502) this.#relay.cut();
    else {
      this.#answerFailure(fault);
      return;
    }
    this.#close();
  }

  #answerFailure(fault: UpstreamFault): void {
    const { head, response } = this;
    const facts = {
      fault,
      route: this.#route?.name,
      target: this.#route && this.#route.address.origin + this.#route.address.basePath,
      method: head.method,
      path: head.path,
    };
    this.#answered = true;
    this.#relay.answer(toFailureAnswer(facts, wantsHtml(head)), {
      http2: head.httpVersion === 'HTTP/2',
      keepAlive: this.#keepsAlive(response),
      head: head.method === 'HEAD',
    });
  }

  responseFinished(): void {
    const { response } = this;
    const broken = response instanceof ServerResponse ? false : response.stream.rstCode !== 0 || !this.#relay.ended;
    if (broken) this.clientGone();
    else this.#closeIfDone(true);
  }

  responseClosed(): void {
    // An upload may go on after an early answer, but not on an HTTP/2 stream that is closed.
    if (this.#finished && !this.#content.done && !isHttp2(this.request)) return;
    if (this.#over) this.#close();
    else this.clientGone();
  }

  #closeIfDone(finished = false): void {
    if (finished) this.#finished = true;
    if (this.#finished && this.#content.done) this.#close();
  }

  clientGone(): void {
    if (this.#over) {
      // An answer that waited for its turn on the connection hears of its end only here.
      this.#close();
      return;
    }
    if (!this.#finished) this.tap.fail(clientAborted(this.#phase));
    this.#stop();
    if (!this.#finished) this.#relay.breakOff();
    this.#close();
  }

  proxyClosed(): void {
    if (this.#over) return;
    this.tap.fail(proxyClosed(this.#phase));
    this.#stop();
    this.#relay.breakOff();
    this.#close();
  }

  /** Nothing more goes to or comes from the upstream. */
  #stop(): void {
    clearTimeout(this.#timer);
    this.#over = true;
    this.#upstreamRequest?.destroy();
    this.#content.abandon();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#over = true;
    this.client.underWay.delete(this);
    this.setting.running.delete(this);
    this.setting.streams.closed(this.#relay.stream);
    this.tap.closed();
  }
}

function onAnswerTimeout(exchange: Exchange): void {
  exchange.answerTimedOut();
}

function onInformation(this: Owned<ClientRequest>, info: InformationEvent): void {
  this[EXCHANGE]?.informed(info);
}

function onUpstreamClose(this: Owned<ClientRequest>): void {
  this[EXCHANGE]?.upstreamClosed(this);
}

function onResponseFinish(this: Owned<ClientResponse>): void {
  this[EXCHANGE]?.responseFinished();
}

function onResponseClose(this: Owned<ClientResponse>): void {
  this[EXCHANGE]?.responseClosed();
}
