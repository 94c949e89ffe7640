// Proxy: the route table, compiled once; the first row that matches wins, for requests and upgrades alike.
import { Fault, faultMessage } from '../base/fault.ts';
import type { HostPolicy, ProxyConfig, RouteConfig, UpstreamTimeouts } from '../model/config.ts';
import type { TracePolicy } from '../model/trace.ts';
import { isLoopback, toHostname } from './loopback.ts';
import { compileMatch, type RouteMatch } from '../base/route-match.ts';
import { parseTarget, type TargetAddress, type Upstream, type Upstreams } from './upstream.ts';

/** The name of the route that the default target makes. */
export const DEFAULT_ROUTE = 'target';

/** A compiled row. */
export interface Route {
  /** Its `match`, or `target` for the default target. */
  readonly name: string;
  readonly upstream: Upstream;
  readonly address: TargetAddress;
  /** `Host` and `Origin` are rewritten, both, or kept, both. */
  readonly rewritesHost: boolean;
  readonly timeouts: UpstreamTimeouts;
  readonly trace: TracePolicy;
  /** `hostname` in lower case without port; `path` without query. */
  matches(hostname: string, path: string): boolean;
  /** The path and query to ask the upstream for. */
  toUpstreamPath(path: string): string;
}

/** The table in force. */
export class RouteTable {
  /** The origins of all targets, parted by blanks. */
  readonly origins: string;
  /** By what `originKey` makes of the targets' origins; paths pass as they are. */
  readonly #toTargets = new Map<string, Route>();

  constructor(private readonly routes: readonly Route[]) {
    this.origins = [...new Set(routes.map(({ address }) => address.origin))].join(' ');
    for (const route of routes) {
      const key = originKey(route.address.origin);
      if (!this.#toTargets.has(key)) this.#toTargets.set(key, { ...route, toUpstreamPath: (path) => path });
    }
  }

  /**
   * The way to the target at an origin (http, https, ws or wss), for requests that a page aimed right at it: the path
   * stays as it is. undefined where no row leads there.
   */
  toward(origin: string): Route | undefined {
    return this.#toTargets.get(originKey(origin));
  }

  /** The route for a host name and an origin-form path with its query; undefined where none fits. */
  match(hostname: string, path: string): Route | undefined {
    const plain = path.slice(0, pathEnd(path));
    for (const route of this.routes) if (route.matches(hostname, plain)) return route;
    return undefined;
  }
}

/** Settings that a row may have of its own. */
type RouteDefaults = 'hostPolicy' | 'timeouts' | 'trace';

/** Compiles the table; throws a `Fault` whose sentence names the row that is wrong. */
export function compileRoutes(
  config: Pick<ProxyConfig, 'target' | 'routes' | RouteDefaults>,
  upstreams: Upstreams,
): RouteTable {
  const rows = config.routes.map((row) => compileRow(row, config, upstreams));
  if (config.target !== undefined && config.target !== '') {
    const everything = { name: DEFAULT_ROUTE, matches: () => true, prefix: undefined };
    rows.push(compile(everything, { match: '/', target: config.target }, config, upstreams));
  }
  return new RouteTable(rows);
}

function compileRow(row: RouteConfig, config: Pick<ProxyConfig, RouteDefaults>, upstreams: Upstreams): Route {
  try {
    return compile(compileMatch(row.match), row, config, upstreams);
  } catch (cause) {
    throw new Fault('route-invalid', `The route "${row.match}" can't be used: ${faultMessage(cause)}`, { cause });
  }
}

function compile(
  { name, matches, prefix }: RouteMatch,
  row: RouteConfig,
  config: Pick<ProxyConfig, RouteDefaults>,
  upstreams: Upstreams,
): Route {
  const address = parseTarget(row.target);
  const timeouts = { ...config.timeouts, ...row.timeouts };
  const policy: HostPolicy = row.host ?? config.hostPolicy;
  return {
    name,
    matches,
    address,
    timeouts,
    trace: { ...config.trace, ...row.trace },
    upstream: upstreams.obtain(address, row.secure, timeouts.connectMs),
    rewritesHost: policy === 'rewrite' || (policy === 'auto' && !isLoopback(address.hostname)),
    toUpstreamPath: compilePath(address.basePath, row.rewrite, prefix),
  };
}

function compilePath(
  basePath: string,
  rewrite: RouteConfig['rewrite'],
  prefix: string | undefined,
): (path: string) => string {
  if (!rewrite) return basePath === '' ? (path) => path : (path) => joinPath(basePath, path);
  const replace = compileRewrite(rewrite, prefix);
  return (path) => {
    const end = pathEnd(path);
    return joinPath(basePath, replace(path.slice(0, end)) + path.slice(end));
  };
}

function compileRewrite(
  { from, to }: NonNullable<RouteConfig['rewrite']>,
  prefix: string | undefined,
): (path: string) => string {
  if (prefix !== undefined && (from === '' || from === prefix)) {
    return (path) => (path.startsWith(prefix) ? to + path.slice(prefix.length) : path);
  }
  const pattern = new RegExp(from);
  return (path) => path.replace(pattern, to);
}

/** `*` (RFC 9112 section 3.2.4) has no path to put anything before. */
function joinPath(basePath: string, path: string): string {
  if (path === '*') return path;
  return basePath + (path.startsWith('/') ? path : `/${path}`);
}

/** The same for origins that reach the same server: `ws` is `http`, and all names of this machine are one. */
function originKey(origin: string): string {
  const [, scheme = '', authority = ''] = /^(\w+):\/\/(.*)$/.exec(origin.toLowerCase()) ?? [];
  const secure = scheme === 'https' || scheme === 'wss';
  const hostname = toHostname(authority);
  const port = /:(\d+)$/.exec(authority)?.[1] ?? (secure ? '443' : '80');
  return `${secure ? 'https' : 'http'}://${isLoopback(hostname) ? 'localhost' : hostname}:${port}`;
}

function pathEnd(path: string): number {
  const query = path.indexOf('?');
  return query === -1 ? path.length : query;
}
