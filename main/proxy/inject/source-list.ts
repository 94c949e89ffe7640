// Proxy: the source lists of a Content Security Policy (CSP level 3, section 6.7.2), as far as an address of the page's own origin needs them.

/** An address that a list is asked about, and the page's own origin. */
export interface AskedUrl {
  /** `http` or `https`. */
  readonly scheme: string;
  readonly hostname: string;
  /** The scheme's own where the address names none. */
  readonly port: string;
  readonly path: string;
}

const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;
const SCHEME_SOURCE = /^([a-z][a-z0-9+.-]*):$/i;

/** An address at the page's own origin. */
export function toAskedUrl(scheme: string, authority: string, path: string): AskedUrl {
  const { hostname, port } = /^(?<hostname>\[[^\]]*\]|[^:]*)(?::(?<port>\d+))?$/.exec(authority)?.groups ?? {};
  return {
    scheme,
    hostname: (hostname ?? '').toLowerCase(),
    port: port ?? (scheme === 'https' ? '443' : '80'),
    path,
  };
}

/** Whether a source list lets an address of the page's own origin through, by where it is. */
export function allowsAddress(sources: readonly string[], url: AskedUrl): boolean {
  return sources.some((source) => matches(source, url));
}

/** Whether a keyword such as `'strict-dynamic'` stands in the list. */
export function hasKeyword(sources: readonly string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === keyword);
}

/** The nonces of a list. */
export function noncesOf(sources: readonly string[]): string[] {
  return sources.flatMap((source) => /^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/i.exec(source)?.[1] ?? []);
}

function matches(source: string, url: AskedUrl): boolean {
  if (source === '*' || source.toLowerCase() === "'self'") return true;
  const scheme = SCHEME_SOURCE.exec(source)?.[1];
  if (scheme !== undefined) return schemeMatches(scheme, url.scheme);
  const [whole, ownScheme, host = '', port, path] = HOST_SOURCE.exec(source) ?? [];
  return (
    whole !== undefined &&
    (ownScheme === undefined || schemeMatches(ownScheme, url.scheme)) &&
    hostMatches(host.toLowerCase(), url.hostname) &&
    portMatches(port, url) &&
    pathMatches(path, url.path)
  );
}

function schemeMatches(wanted: string, scheme: string): boolean {
  const lower = wanted.toLowerCase();
  return lower === scheme || (lower === 'http' && scheme === 'https');
}

function hostMatches(wanted: string, hostname: string): boolean {
  if (wanted === '*') return true;
  return wanted.startsWith('*.') ? hostname.endsWith(wanted.slice(1)) : wanted === hostname;
}

function portMatches(wanted: string | undefined, { scheme, port }: AskedUrl): boolean {
  if (wanted === undefined) return port === (scheme === 'https' ? '443' : '80');
  return wanted === '*' || wanted === port || (wanted === '80' && port === '443' && scheme === 'https');
}

function pathMatches(wanted: string | undefined, path: string): boolean {
  if (wanted === undefined || wanted === '/') return true;
  return wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted;
}
