// Proxy: what the upstream is told of the browser (`Forwarded`, RFC 7239, and the `X-Forwarded-*` fields).
import ipaddr from 'ipaddr.js';
import { isIPv6 } from 'node:net';
import { Fault } from '../base/fault.ts';

/** Tells whether an address belongs to a trusted peer. */
export type PeerTrust = (address: string) => boolean;

/** Compiles addresses and CIDR blocks; throws a `Fault` that names the one that is wrong. */
export function compilePeerTrust(peers: readonly string[]): PeerTrust {
  if (peers.length === 0) return () => false;
  const blocks = peers.map(parseBlock);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return blocks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
  };
}

function parseBlock(peer: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    if (peer.includes('/')) return ipaddr.parseCIDR(peer);
    const address = ipaddr.process(peer);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch (cause) {
    throw new Fault(
      'trusted-peer-invalid',
      `The trusted peer "${peer}" is neither an address nor a CIDR block; write it like 10.0.0.0/8.`,
      { cause },
    );
  }
}

/** An address without the mapping of IPv4 into IPv6 (RFC 4291 section 2.5.5.2). */
export function toPlainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
}

/** One element of a `Forwarded` field. */
export function toForwardedElement(address: string, host: string, protocol: string): string {
  const node = isIPv6(address) ? `"[${address}]"` : address === '' ? 'unknown' : address;
  const named = host === '' ? '' : `;host=${/^[\w.-]+$/.test(host) ? host : `"${host.replace(/["\\]/g, '\\$&')}"`}`;
  return `for=${node}${named};proto=${protocol}`;
}
