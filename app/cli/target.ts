// Shell: addresses as people type them, made into the URLs that the proxy takes.
import type { RouteConfig } from '../../main/model/config.ts';
import { Fault } from '../../main/base/fault.ts';
import { parseUrl } from '../../main/base/url.ts';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * An absolute URL without a trailing slash, query or fragment. An address without a scheme gets `http://`,
 * a bare number is a port of this machine. Throws a `bad-address` fault for anything else.
 */
export function parseAddress(text: string, schemes: readonly string[], what: string): string {
  const typed = text.trim();
  const full = /^\d+$/.test(typed) ? `http://localhost:${typed}` : SCHEME.test(typed) ? typed : `http://${typed}`;
  const url = typed === '' ? undefined : parseUrl(full);
  if (url === undefined) {
    throw new Fault('bad-address', `${what} "${text}" is no address; give one such as http://localhost:5173.`);
  }
  const scheme = url.protocol.slice(0, -1);
  if (!schemes.includes(scheme)) {
    throw new Fault('bad-address', `${what} "${text}" has the scheme ${scheme}; use ${schemes.join(' or ')}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new Fault('bad-address', `${what} "${url.host}" has a user name or password in it; leave them out.`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new Fault('bad-address', `${what} "${text}" has a query or fragment; give only host and path.`);
  }
  return url.href.replace(/\/$/, '');
}

/** Where requests go that no route matches: http or https. */
export function parseTarget(text: string): string {
  return parseAddress(text, ['http', 'https'], 'The target');
}

/** An http or https URL with all its parts, as it is; without a scheme it gets `http://`. Throws a `bad-address` fault. */
export function parseEndpoint(text: string): string {
  const typed = text.trim();
  const [, query = ''] = /([?#].*)$/s.exec(typed) ?? [];
  return `${parseAddress(typed.slice(0, typed.length - query.length), ['http', 'https'], 'The endpoint')}${query}`;
}

/** A route as the command line spells it: `<match>=<url>`. The match may hold `=` only before the URL's own. */
export function parseRoute(text: string): RouteConfig {
  const at = routeSplit(text);
  const match = text.slice(0, at).trim();
  if (at < 1 || match === '') {
    throw new Fault(
      'bad-route',
      `The route "${text}" is not of the form <match>=<url>, as in /api=http://localhost:8080.`,
    );
  }
  if (!match.startsWith('/') && !match.includes('.') && !match.includes('*')) {
    throw new Fault(
      'bad-route',
      `The route's match "${match}" is neither a path (/api) nor a glob (*.example.test/api/**).`,
    );
  }
  return { match, target: parseAddress(text.slice(at + 1), ['http', 'https', 'ws', 'wss'], `The route ${match}`) };
}

/** The `=` before the URL: the last one that a scheme follows, else the first. */
function routeSplit(text: string): number {
  const scheme = /=(?=(?:https?|wss?):\/\/)/gi;
  let at = -1;
  for (const found of text.matchAll(scheme)) at = found.index;
  return at === -1 ? text.indexOf('=') : at;
}

/** Whether a bind address is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
