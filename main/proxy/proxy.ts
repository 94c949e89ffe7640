// Proxy: builds it: listener, route table, upstreams, forwarder and taps, and closes them.
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { Fault, faultMessage } from '../base/fault.ts';
import { DEFAULT_SWITCHES, type ProxyConfig, type RouteConfig, type Switches } from '../model/config.ts';
import type { HmrDialect } from '../model/hmr.ts';
import type { HeaderRule } from '../model/rules.ts';
import type { TapSink } from '../model/tap-event.ts';
import { AnswerRelay } from './answer-relay.ts';
import { obtainCertificate } from './certificate.ts';
import { ClientConnections, isHttp2, type ClientRequestMessage } from './client-connection.ts';
import { Exchange, type ExchangeSetting, type Running } from './exchange.ts';
import type { OwnAnswer } from './failure-page.ts';
import { compilePeerTrust, toPlainAddress } from './forwarding.ts';
import { Forwarder } from './forwarder.ts';
import { HeaderRules } from './header-rules.ts';
import type { HotEvent } from './hot-message.ts';
import { HotStreams, type HotDelivery } from './hot-streams.ts';
import { createIngestPosts, type IngestPosts } from './ingest-posts.ts';
import { toPageAgent, type AgentFiles } from './inject/page-agent.ts';
import { listen, type Listener } from './listener.ts';
import { isWildcard, toUrlHost } from './loopback.ts';
import { MapRepairs } from './map-repair/map-repair.ts';
import { readRequestHead, type RequestHead } from './request-head.ts';
import { isReserved, toReservedAnswer, type ReservedSetting } from './reserved.ts';
import { answerPost, type ReservedPosts } from './reserved-post.ts';
import type { ClientResponse } from './response-head.ts';
import { compileRoutes, type RouteTable } from './routes.ts';
import { SILENT_TAP, Taps } from './tap.ts';
import { stripsTrace } from './trace-strip.ts';
import { canUpgrade, withoutUpgrade } from './upgrade-request.ts';
import { UpgradeExchange } from './upgrade-exchange.ts';
import { Upstreams } from './upstream.ts';

export interface ProxyOptions {
  readonly config: ProxyConfig;
  readonly sink: TapSink;
  readonly clock: Clock;
  readonly version: string;
  /** The first exchange's number; the others count up from it. */
  readonly firstExchange: number;
  /** Where the certificate for `https` is kept; without it each run makes its own. */
  readonly certificateFolder?: string;
  /** What answers a POST to a reserved path, by path; none by default. */
  readonly posts?: ReservedPosts;
  /** The script that documents get; without it they get none. */
  readonly agent?: AgentFiles;
  /** What may be done to pages and answers; `DEFAULT_SWITCHES` by default. */
  readonly switches?: Switches;
}

/** A proxy that listens. */
export interface Proxy {
  /** Its origin, as a browser on this machine reaches it. */
  readonly url: string;
  readonly port: number;
  /** Exchanges under way. */
  readonly openExchanges: number;
  /** Reports and logs that were refused as too many. */
  readonly refusedPosts: number;
  /** New requests follow this table; exchanges under way go on as they are. Throws a `Fault` and keeps the old table where a row is wrong. */
  setTargets(target: string | undefined, routes: readonly RouteConfig[]): void;
  /** For requests from now on. */
  setSwitches(switches: Switches): void;
  /** For messages from now on. Throws a `Fault` and keeps the old ones where a rule is wrong. */
  setHeaderRules(rules: readonly HeaderRule[]): void;
  /** Sends an event into the development servers' streams that are open; says what became of it on each. */
  sendHmr(event: HotEvent): Promise<readonly HotDelivery[]>;
  /** An exchange, by its number, turned out to be a development server's stream. */
  recognised(exchange: number, dialect: HmrDialect): void;
  /** Off: exchanges that begin from now on pass without being tapped; those under way are tapped to their end. */
  setRecording(on: boolean): void;
  /** Ends what is under way and stops listening. */
  close(): Promise<void>;
}

/** Starts a proxy. Rejects with a `Fault` where a route is wrong or the address can't be listened on. */
export async function createProxy(options: ProxyOptions): Promise<Proxy> {
  const core = new ProxyCore(options);
  try {
    await core.listen();
  } catch (error) {
    await core.close();
    throw error;
  }
  return core;
}

class ProxyCore implements Proxy {
  readonly #config: ProxyConfig;
  readonly #upstreams: Upstreams;
  readonly #connections: ClientConnections;
  readonly #taps: Taps;
  readonly #setting: ExchangeSetting & { table: RouteTable; switches: Switches; rules: HeaderRules };
  readonly #reserved: ReservedSetting;
  readonly #ingest: IngestPosts;
  readonly #maps = new MapRepairs();
  #listener: Listener | undefined;
  #closing: Promise<void> | undefined;

  constructor(private readonly options: ProxyOptions) {
    const { config, clock } = options;
    this.#config = config;
    this.#connections = new ClientConnections(config.https ? 'https' : 'http', compilePeerTrust(config.trustedPeers));
    this.#taps = new Taps(options.sink, clock, options.firstExchange);
    this.#ingest = createIngestPosts({
      sink: options.sink,
      clock,
      isRecording: () => this.#taps.recording,
      knowsOrigin: (origin) => this.#setting.table.toward(origin) !== undefined,
    });
    const agent = options.agent && toPageAgent(options.agent);
    this.#reserved = {
      version: options.version,
      boundHost: config.host,
      posts: new Map([...this.#ingest.posts, ...(options.posts ?? [])]),
      ...(agent && { agent }),
      maps: this.#maps.remote,
    };
    this.#upstreams = new Upstreams(clock, (address, port) => this.#isSelf(address, port));
    this.#setting = {
      forwarder: new Forwarder(),
      head: { via: config.via, envMark: config.envMark, stripTrace: stripsTrace(config) },
      table: this.#compile(config.target, config.routes),
      trace: config.trace,
      running: new Set<Running>(),
      switches: options.switches ?? DEFAULT_SWITCHES,
      streams: new HotStreams(),
      maps: this.#maps,
      rules: new HeaderRules(config.headerRules),
      ...(agent && { agent }),
    };
  }

  get port(): number {
    return this.#listener?.port ?? this.#config.port;
  }

  get url(): string {
    const { https, host } = this.#config;
    return `${https ? 'https' : 'http'}://${isWildcard(host) ? 'localhost' : toUrlHost(host)}:${this.port}`;
  }

  get openExchanges(): number {
    return this.#setting.running.size;
  }

  get refusedPosts(): number {
    return this.#ingest.refused;
  }

  async listen(): Promise<void> {
    const { host, port, https } = this.#config;
    const certificate = https
      ? await obtainCertificate(host, this.options.certificateFolder, this.options.clock)
      : undefined;
    try {
      this.#listener = await listen({ host, port }, certificate, {
        request: (request, response, expectsContinue) => this.#request(request, response, expectsContinue),
        upgrade: (request, socket, firstBytes) => this.#upgrade(request, socket, firstBytes),
      });
    } catch (cause) {
      throw new Fault(
        'listen-failed',
        `The proxy can't listen on ${toUrlHost(host)}:${port} (${faultMessage(cause)}); choose another with --port, or 0 for a free one.`,
        { cause },
      );
    }
  }

  setTargets(target: string | undefined, routes: readonly RouteConfig[]): void {
    this.#setting.table = this.#compile(target, routes);
  }

  setSwitches(switches: Switches): void {
    this.#setting.switches = switches;
  }

  setHeaderRules(rules: readonly HeaderRule[]): void {
    this.#setting.rules = new HeaderRules(rules);
  }

  sendHmr(event: HotEvent): Promise<readonly HotDelivery[]> {
    return this.#setting.streams.send(event);
  }

  recognised(exchange: number, dialect: HmrDialect): void {
    this.#setting.streams.recognised(exchange, dialect);
  }

  setRecording(on: boolean): void {
    this.#taps.recording = on;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const running of [...this.#setting.running]) running.proxyClosed();
    this.#maps.close();
    this.#upstreams.close();
    await this.#listener?.close();
  }

  #compile(target: string | undefined, routes: readonly RouteConfig[]): RouteTable {
    const { hostPolicy, timeouts, trace } = this.#config;
    return compileRoutes(
      { ...(target === undefined ? {} : { target }), routes, hostPolicy, timeouts, trace },
      this.#upstreams,
    );
  }

  #isSelf(address: string, port: number): boolean {
    if (!this.#listener || port !== this.#listener.port) return false;
    const { host } = this.#config;
    if (isWildcard(host)) return true;
    return isIP(host) === 0 ? address === '127.0.0.1' || address === '::1' : toPlainAddress(address) === host;
  }

  #request(request: ClientRequestMessage, response: ClientResponse, expectsContinue: boolean): void {
    const head = readRequestHead(request);
    if (isReserved(head.path)) {
      this.#answer(request, response, head, expectsContinue);
      return;
    }
    const client = this.#connections.of(request);
    new Exchange(this.#setting, client, request, response, head, this.#taps.open(), expectsContinue).start();
  }

  #upgrade(request: IncomingMessage, socket: Socket, firstBytes: Buffer): void {
    const head = readRequestHead(request);
    if (isReserved(head.path)) {
      socket.on('error', () => socket.destroy());
      const response = new ServerResponse(request);
      response.assignSocket(socket);
      response.shouldKeepAlive = false;
      response.on('finish', () => socket.destroySoon());
      this.#answer(request, response, head, false);
      return;
    }
    if (!canUpgrade(request, head)) {
      socket.unshift(withoutUpgrade(request, firstBytes));
      this.#listener?.adopt(socket);
      return;
    }
    const client = this.#connections.of(request);
    new UpgradeExchange(this.#setting, client, request, socket, head, this.#taps.open(), firstBytes).start();
  }

  #answer(request: ClientRequestMessage, response: ClientResponse, head: RequestHead, expectsContinue: boolean): void {
    const local = isHttp2(request) ? request.stream.session?.socket.localAddress : request.socket.localAddress;
    const found = toReservedAnswer(head, toPlainAddress(local ?? ''), this.#reserved);
    const send = (own: OwnAnswer | undefined): void => {
      if (!own || response.destroyed) return;
      new AnswerRelay({ answerBroke: () => undefined }, response, SILENT_TAP).answer(own, {
        http2: isHttp2(request),
        keepAlive: response instanceof ServerResponse && response.shouldKeepAlive,
        head: head.method === 'HEAD',
      });
    };
    if ('body' in found) send(found);
    else if ('load' in found) void found.load().then(send);
    else {
      const { path, rawHeaders } = head;
      const peer = isHttp2(request) ? request.stream.session?.socket : request.socket;
      const asker = { path, rawHeaders, address: toPlainAddress(peer?.remoteAddress ?? '') };
      void answerPost(request, response, found, asker, expectsContinue).then(send);
    }
  }
}
