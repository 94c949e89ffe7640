import { describe, expect, it } from 'vitest';
import { compilePeerTrust, toForwardedElement, toPlainAddress } from './forwarding.ts';

describe('trusted peers', () => {
  it('are addresses and blocks of both families', () => {
    const trusts = compilePeerTrust(['127.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1']);
    expect(['127.0.0.1', '10.9.8.7', 'fd12::1', '::1', '::ffff:10.1.1.1'].map(trusts)).toEqual([
      ...[true, true, true, true, true],
    ]);
    expect(['127.0.0.2', '11.0.0.1', 'fe80::1', '', 'name'].map(trusts)).toEqual([false, false, false, false, false]);
    expect(compilePeerTrust([])('127.0.0.1')).toBe(false);
  });

  it('that are wrong are named', () => {
    expect(() => compilePeerTrust(['10.0.0.0/99'])).toThrow('The trusted peer "10.0.0.0/99" is neither');
    expect(() => compilePeerTrust(['example.test'])).toThrow('"example.test"');
  });
});

describe('a Forwarded element', () => {
  it('quotes what is no token', () => {
    expect(toForwardedElement('127.0.0.1', 'a.test', 'http')).toBe('for=127.0.0.1;host=a.test;proto=http');
    expect(toForwardedElement('::1', 'a.test:8888', 'https')).toBe('for="[::1]";host="a.test:8888";proto=https');
    expect(toForwardedElement('', 'a"b\\c', 'http')).toBe('for=unknown;host="a\\"b\\\\c";proto=http');
    expect(toForwardedElement('127.0.0.1', '', 'http')).toBe('for=127.0.0.1;proto=http');
  });

  it('shows an IPv4 peer of an IPv6 socket as what it is', () => {
    expect(toPlainAddress('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(toPlainAddress('::1')).toBe('::1');
  });
});
