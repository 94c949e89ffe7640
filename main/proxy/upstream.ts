// Proxy → upstream: one target origin with its connections, shared by all routes that lead there.
import type { Clock } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import { Dialer, type SelfCheck } from './dial.ts';
import { isLoopback } from './loopback.ts';
import { UpstreamAgent } from './upstream-agent.ts';

/** A target taken apart. */
export interface TargetAddress {
  readonly protocol: 'http:' | 'https:';
  /** `http://name:port`, the port left out where it is the scheme's own. */
  readonly origin: string;
  /** What `Host` says for it. */
  readonly authority: string;
  /** In lower case, without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** Put before each request's path; empty or beginning, but not ending, with a slash. */
  readonly basePath: string;
}

const SCHEMES: Readonly<Record<string, 'http:' | 'https:'>> = {
  'http:': 'http:',
  'ws:': 'http:',
  'https:': 'https:',
  'wss:': 'https:',
};

/** Takes a target URL apart; throws a `Fault` whose sentence says what is wrong with it. */
export function parseTarget(target: string): TargetAddress {
  let url: URL;
  try {
    url = new URL(target);
  } catch (cause) {
    throw new Fault('target-invalid', `The target "${target}" is not a URL; write it like http://localhost:5173.`, {
      cause,
    });
  }
  const protocol = SCHEMES[url.protocol];
  if (!protocol || url.hostname === '') {
    throw new Fault('target-invalid', `The target "${target}" must begin with http://, https://, ws:// or wss://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new Fault('target-invalid', `The target for "${url.host}" holds a user name or password; leave them out.`);
  }
  return {
    protocol,
    origin: `${protocol}//${url.host}`,
    authority: url.host,
    hostname: url.hostname.replace(/^\[|\]$/g, '').toLowerCase(),
    port: url.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(url.port),
    basePath: url.pathname.replace(/\/+$/, ''),
  };
}

/** What http-proxy takes as a target that is already parsed. */
export interface ProxyTarget {
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
}

/** One target origin: `agent` pools connections for requests, `upgradeAgent` makes a fresh one for each upgrade. */
export interface Upstream {
  readonly origin: string;
  readonly target: ProxyTarget;
  readonly agent: UpstreamAgent;
  readonly upgradeAgent: UpstreamAgent;
}

/** How often idle connections are looked through, in milliseconds. */
const SWEEP_MS = 1_000;

/** Owns all upstreams of a proxy. Changing the targets leaves them, so that running exchanges keep their connections. */
export class Upstreams {
  readonly #byKey = new Map<string, Upstream>();
  readonly #timer: NodeJS.Timeout;
  #connections = 0;

  constructor(
    private readonly clock: Clock,
    private readonly isSelf: SelfCheck,
  ) {
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#timer.unref();
  }

  /** The upstream for an address. `secure` undefined checks certificates but for loopback targets. */
  obtain(address: TargetAddress, secure: boolean | undefined, connectMs: number): Upstream {
    const checked = secure ?? !isLoopback(address.hostname);
    const key = `${address.origin} ${checked} ${connectMs}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    const upstream = this.#create(address, checked, connectMs);
    this.#byKey.set(key, upstream);
    return upstream;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { agent, upgradeAgent } of this.#byKey.values()) {
      agent.destroy();
      upgradeAgent.destroy();
    }
    this.#byKey.clear();
  }

  #create(address: TargetAddress, secure: boolean, connectMs: number): Upstream {
    const { origin, hostname, port, protocol } = address;
    const dialer = new Dialer(
      { origin, hostname, port, tls: protocol === 'https:', secure, connectMs },
      this.clock,
      this.isSelf,
    );
    const setting = { dialer, clock: this.clock, nextConnectionId: () => ++this.#connections, protocol };
    return {
      origin,
      target: { protocol, host: hostname, hostname, port: String(port) },
      agent: new UpstreamAgent({ ...setting, pooling: true }),
      upgradeAgent: new UpstreamAgent({ ...setting, pooling: false }),
    };
  }

  #sweep(): void {
    for (const { agent } of this.#byKey.values()) agent.sweep();
  }
}
