// Proxy → upstream: makes one connection, tries both loopback families for localhost, and stamps each step.
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import type { Phase } from '../model/exchange.ts';
import { isLocalhostName } from './loopback.ts';
import { proxyLoop, toUpstreamFault, upstreamTimeout, type UpstreamFault } from './upstream-fault.ts';

/** Where to connect. */
export interface DialTarget {
  /** For messages. */
  readonly origin: string;
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly tls: boolean;
  /** Check the certificate. */
  readonly secure: boolean;
  /** 0 means no limit. */
  readonly connectMs: number;
}

/** What is remembered of an upstream connection. Instants are milliseconds since the Unix epoch. */
export interface ConnectionRecord {
  readonly connectStartedAt: number;
  lookedUpAt?: number;
  connectedAt?: number;
  securedAt?: number;
  remoteAddress?: string;
  localPort?: number;
}

/** Is this address and port where the proxy itself listens? */
export type SelfCheck = (address: string, port: number) => boolean;

export type Dialed = (fault: UpstreamFault | undefined, socket?: Socket, record?: ConnectionRecord) => void;

const LOCALHOST_ADDRESSES = ['127.0.0.1', '::1'] as const;

/** Connects to one target, and remembers which address of localhost answered last. */
export class Dialer {
  #addresses: readonly string[];

  constructor(
    private readonly target: DialTarget,
    private readonly clock: Clock,
    private readonly isSelf: SelfCheck,
  ) {
    this.#addresses = isLocalhostName(target.hostname) ? LOCALHOST_ADDRESSES : [target.hostname];
  }

  /** Calls `done` once, with a connected (and secured) socket or with the reason why there is none. */
  dial(done: Dialed): void {
    new Attempt(this.target, this.#addresses, this.clock, this.isSelf, (fault, socket, record, address) => {
      if (address !== undefined && this.#addresses.length > 1 && address !== this.#addresses[0]) {
        this.#addresses = [address, ...this.#addresses.filter((other) => other !== address)];
      }
      done(fault, socket, record);
    });
  }
}

class Attempt {
  readonly #record: ConnectionRecord;
  #socket: Socket | undefined;
  #phase: Phase = 'dns';
  #firstFault: UpstreamFault | undefined;
  #index = 0;
  readonly #timer: NodeJS.Timeout | undefined;
  #settled = false;

  constructor(
    private readonly target: DialTarget,
    private readonly addresses: readonly string[],
    private readonly clock: Clock,
    private readonly isSelf: SelfCheck,
    private readonly done: (...result: [...Parameters<Dialed>, address?: string]) => void,
  ) {
    this.#record = { connectStartedAt: clock() };
    if (target.connectMs > 0) this.#timer = setTimeout(() => this.#timeOut(), target.connectMs);
    this.#connect();
  }

  #connect(): void {
    const host = this.addresses[this.#index] ?? this.target.hostname;
    this.#phase = isIP(host) === 0 ? 'dns' : 'connect';
    const socket = connectTcp({ host, port: this.target.port, noDelay: true });
    this.#socket = socket;
    socket.once('lookup', (error: Error | null) => {
      if (error || isIP(host) !== 0) return;
      this.#record.lookedUpAt = this.clock();
      this.#phase = 'connect';
    });
    socket.once('connect', () => this.#connected(socket));
    // Kept for good: Node.js leaves a socket without an error listener for a moment when it hands it to a request.
    socket.on('error', (error) => {
      if (socket === this.#socket) this.#failed(error);
    });
  }

  #connected(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.isSelf(address, this.target.port)) {
      socket.destroy();
      this.#failed(proxyLoop(this.target.origin));
      return;
    }
    this.#record.connectedAt = this.clock();
    this.#record.remoteAddress = address;
    if (socket.localPort !== undefined) this.#record.localPort = socket.localPort;
    if (this.target.tls) this.#secure(socket);
    else this.#settle(undefined, socket);
  }

  #secure(socket: Socket): void {
    this.#phase = 'tls';
    const { hostname, secure } = this.target;
    const tls = connectTls({
      socket,
      host: hostname,
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      rejectUnauthorized: secure,
      ALPNProtocols: ['http/1.1'],
    });
    this.#socket = tls;
    tls.once('secureConnect', () => {
      this.#record.securedAt = this.clock();
      this.#settle(undefined, tls);
    });
    tls.on('error', (error) => {
      if (tls === this.#socket) this.#failed(error);
    });
  }

  #failed(error: unknown): void {
    if (this.#settled) return;
    this.#firstFault ??= toUpstreamFault(error, this.#phase, this.target.origin);
    const again = this.#phase === 'connect' && this.#index + 1 < this.addresses.length;
    if (!again) {
      this.#settle(this.#firstFault);
      return;
    }
    this.#index += 1;
    this.#connect();
  }

  #timeOut(): void {
    this.#settle(upstreamTimeout(this.#phase, this.target.origin, 'could not be connected to', this.target.connectMs));
  }

  #settle(fault: UpstreamFault | undefined, socket?: Socket): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    if (fault) this.#socket?.destroy();
    this.done(fault, socket, this.#record, socket ? this.addresses[this.#index] : undefined);
  }
}
