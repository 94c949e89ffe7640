// Base: which requests a `match` means: a path prefix, or a glob over path or host and path.
import picomatch from 'picomatch';
import { Fault } from './fault.ts';

/** A compiled `match`. */
export interface RouteMatch {
  readonly name: string;
  /** `hostname` in lower case without port; `path` without query. */
  readonly matches: (hostname: string, path: string) => boolean;
  /** The path prefix, where the match is one. */
  readonly prefix: string | undefined;
}

const GLOB = /[*?[\]{}()!]/;

/** Compiles it; throws a `Fault` where it is empty. */
export function compileMatch(match: string): RouteMatch {
  if (match === '')
    throw new Fault('route-invalid', 'its match is empty; write a path like /api or a glob like /api/**.');
  const slash = match.indexOf('/');
  const host = slash === -1 ? match : match.slice(0, slash);
  const path = slash === -1 ? '' : match.slice(slash);
  const hostMatches = host === '' ? undefined : compileHost(host);
  const pathMatches = path === '' ? undefined : GLOB.test(path) ? compileGlob(path) : compilePrefix(path);
  return {
    name: match,
    prefix: path === '' || GLOB.test(path) ? undefined : path,
    matches: (hostname, wanted) => (hostMatches?.(hostname) ?? true) && (pathMatches?.(wanted) ?? true),
  };
}

function compileHost(host: string): (hostname: string) => boolean {
  const wanted = host.toLowerCase();
  return GLOB.test(wanted) ? picomatch(wanted, { dot: true, nonegate: true }) : (hostname) => hostname === wanted;
}

function compileGlob(glob: string): (path: string) => boolean {
  return picomatch(glob, { dot: true, nonegate: true });
}

/** A prefix ends where a path segment ends: `/api` matches `/api` and `/api/x`, not `/apix`. */
function compilePrefix(prefix: string): (path: string) => boolean {
  if (prefix.endsWith('/')) return (path) => path.startsWith(prefix);
  const below = `${prefix}/`;
  return (path) => path === prefix || path.startsWith(below);
}
