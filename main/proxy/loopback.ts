// Proxy: which host names and addresses mean this machine.
import { isIPv4 } from 'node:net';

/** A host without the brackets of an IPv6 literal and without the port, in lower case. */
export function toHostname(authority: string): string {
  const host = authority.trim().toLowerCase();
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']') === -1 ? undefined : host.indexOf(']'));
  const colon = host.indexOf(':');
  return colon === -1 || host.indexOf(':', colon + 1) !== -1 ? host : host.slice(0, colon);
}

/** True for the names of RFC 6761 section 6.3 (`localhost`, `*.localhost`). */
export function isLocalhostName(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return name === 'localhost' || name.endsWith('.localhost');
}

/** True for an address that means every interface. */
export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '';
}

/** True for localhost names, loopback addresses, and the wildcards, which reach this machine when connected to. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  if (isLocalhostName(name) || name === '::1' || isWildcard(name)) return true;
  const address = name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name;
  return isIPv4(address) && address.startsWith('127.');
}

/** An address as it stands in a URL: IPv6 in brackets. */
export function toUrlHost(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}
