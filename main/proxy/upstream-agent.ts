// Proxy → upstream: the pool of connections to one target.
import { Agent, type AgentOptions, type ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { ConnectionRecord, Dialer } from './dial.ts';

/** Idle connections kept to one target; more are closed. */
export const MAX_IDLE_CONNECTIONS = 256;
/** An idle connection is closed after this time, in milliseconds; servers rarely keep one longer. */
export const IDLE_LIMIT_MS = 55_000;
/** How long before the upstream's own announced limit (`Keep-Alive: timeout`) a connection is no longer used. */
const HINT_MARGIN_MS = 1_000;

/** What is known of a pooled connection. */
export interface PooledConnection extends ConnectionRecord {
  /** Counts up over the proxy's life, from 1. */
  readonly id: number;
  /** When it last became idle. */
  releasedAt: number;
  /** How long it lay idle before its present use; -1 on its first. */
  idleMs: number;
  /** What the upstream announced, or `IDLE_LIMIT_MS`. */
  idleLimitMs: number;
  /** The `Keep-Alive` value `idleLimitMs` was read from. */
  announced: string;
}

const CONNECTION = Symbol('pooled connection');
type PooledSocket = Socket & { [CONNECTION]?: PooledConnection };

/** What is known of a socket that an `UpstreamAgent` made. */
export function pooledConnection(socket: Socket | null | undefined): PooledConnection | undefined {
  return (socket as PooledSocket | null | undefined)?.[CONNECTION];
}

/** Notes the value of an answer's `Keep-Alive` field, so that the connection is left alone before the upstream closes it. */
export function noteKeepAlive(socket: Socket | null | undefined, value: string): void {
  const connection = pooledConnection(socket);
  if (!connection || connection.announced === value) return;
  connection.announced = value;
  const seconds = /(?:^|[\s,;])timeout\s*=\s*"?(\d{1,6})/i.exec(value)?.[1];
  if (seconds !== undefined) {
    connection.idleLimitMs = Math.min(IDLE_LIMIT_MS, Number(seconds) * 1000 - HINT_MARGIN_MS);
  }
}

/** What an agent needs of the proxy. */
export interface AgentSetting {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly nextConnectionId: () => number;
  readonly protocol: 'http:' | 'https:';
  /** False for upgrades: each takes a connection of its own. */
  readonly pooling: boolean;
}

/**
 * An Agent for one target only, so a name is a constant; newest idle connection first, and no socket options are set
 * again at each use.
 */
export class UpstreamAgent extends Agent {
  readonly protocol: string;

  constructor(private readonly setting: AgentSetting) {
    const options: AgentOptions = {
      keepAlive: setting.pooling,
      maxSockets: Infinity,
      maxFreeSockets: MAX_IDLE_CONNECTIONS,
      scheduling: 'lifo',
    };
    super(options);
    this.protocol = setting.protocol;
  }

  override getName(): string {
    return 'upstream';
  }

  override createConnection(_options: unknown, created?: (error: Error | null, socket: Socket) => void): undefined {
    this.setting.dialer.dial((fault, socket, record) => {
      if (fault || !socket || !record) {
        // Node.js looks at the error first, and there is no socket with it.
        created?.(fault ?? new Error('No connection was made.'), undefined as unknown as Socket);
        return;
      }
      (socket as PooledSocket)[CONNECTION] = {
        ...record,
        id: this.setting.nextConnectionId(),
        releasedAt: 0,
        idleMs: -1,
        idleLimitMs: IDLE_LIMIT_MS,
        announced: '',
      };
      created?.(null, socket);
    });
    return undefined;
  }

  override keepSocketAlive(socket: Socket): boolean {
    const connection = pooledConnection(socket);
    if (!connection || connection.idleLimitMs <= 0) return false;
    connection.releasedAt = this.setting.clock();
    return true;
  }

  override reuseSocket(socket: Socket, request: ClientRequest): void {
    const connection = pooledConnection(socket);
    if (connection) connection.idleMs = this.setting.clock() - connection.releasedAt;
    super.reuseSocket(socket, request);
  }

  /** Closes connections that lay idle past their limit. */
  sweep(): void {
    const now = this.setting.clock();
    this.#closeIdle((connection) => now - connection.releasedAt >= connection.idleLimitMs);
  }

  /** Closes all idle connections, so that the next request gets a fresh one. */
  dropIdle(): void {
    this.#closeIdle(() => true);
  }

  #closeIdle(due: (connection: PooledConnection) => boolean): void {
    for (const sockets of Object.values(this.freeSockets)) {
      for (const socket of [...(sockets ?? [])]) {
        const connection = pooledConnection(socket);
        if (!connection || due(connection)) socket.destroy();
      }
    }
  }
}
