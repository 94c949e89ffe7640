import { describe, expect, it } from 'vitest';
import { isLoopback, parseRoute, parseTarget } from './target.ts';

describe('parseTarget', () => {
  it('takes addresses as they are typed', () => {
    expect(parseTarget('localhost:5173')).toBe('http://localhost:5173');
    expect(parseTarget('5173')).toBe('http://localhost:5173');
    expect(parseTarget('https://shop.example.test/base/')).toBe('https://shop.example.test/base');
    expect(parseTarget('[::1]:8080')).toBe('http://[::1]:8080');
  });

  it.each(['', 'ftp://a.test', 'http://', 'http://u:p@a.test', 'http://a.test/?q=1', 'a b'])(
    'refuses %j in words',
    (text) => {
      expect(() => parseTarget(text)).toThrow(expect.objectContaining({ code: 'bad-address' }) as Error);
    },
  );
});

describe('parseRoute', () => {
  it('splits at the equals sign before the URL', () => {
    expect(parseRoute('/api=http://localhost:8080')).toEqual({ match: '/api', target: 'http://localhost:8080' });
    expect(parseRoute('/a=b=ws://localhost:1/x')).toEqual({ match: '/a=b', target: 'ws://localhost:1/x' });
    expect(parseRoute('*.example.test/api/**=localhost:8080')).toEqual({
      match: '*.example.test/api/**',
      target: 'http://localhost:8080',
    });
  });

  it.each(['/api', '=http://a.test', 'api=http://a.test'])('refuses %j', (text) => {
    expect(() => parseRoute(text)).toThrow(expect.objectContaining({ code: 'bad-route' }) as Error);
  });

  it('refuses a URL it can not use, naming the route', () => {
    expect(() => parseRoute('/api=ftp://a.test')).toThrow(/route \/api.*ftp/);
  });
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost', 'LOCALHOST'])('%s stays on this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.test', '127.0.0.1.example.test'])('%s does not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
