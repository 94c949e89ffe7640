import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { DEFAULT_TIMEOUTS, type ProxyConfig } from '../model/config.ts';
import { DEFAULT_TRACE_POLICY } from '../model/trace.ts';
import { compileRoutes } from './routes.ts';
import { Upstreams } from './upstream.ts';

const upstreams = new Upstreams(systemClock, () => false);
afterEach(() => upstreams.close());

function table(config: Partial<ProxyConfig>) {
  return compileRoutes(
    { routes: [], hostPolicy: 'auto', timeouts: DEFAULT_TIMEOUTS, trace: DEFAULT_TRACE_POLICY, ...config },
    upstreams,
  );
}

/** A row to a target that tells it apart. */
const row = (match: string, rest = {}) => ({ match, target: `http://localhost/${encodeURIComponent(match)}`, ...rest });

describe('the route table', () => {
  it('matches prefixes by whole segments, the first that fits', () => {
    const routes = table({ target: 'http://localhost', routes: [row('/api/v2'), row('/api'), row('/dir/')] });
    const name = (path: string) => routes.match('h', path)?.name;
    expect(['/api', '/api?x=/api/v2', '/api/v1', '/api/v2', '/apix', '/dir/a', '/dir', '*'].map(name)).toEqual([
      ...['/api', '/api', '/api', '/api/v2', 'target', '/dir/', 'target', 'target'],
    ]);
    expect(table({ routes: [row('/api')] }).match('h', '/other')).toBeUndefined();
  });

  it('matches globs over paths, and over hosts', () => {
    const routes = table({
      routes: [row('*.example.test/api/**'), row('plain.test'), row('/a/*/c'), row('/**/*.{js,css}')],
    });
    const name = (hostname: string, path: string) => routes.match(hostname, path)?.name;
    expect(name('a.example.test', '/api/x/y')).toBe('*.example.test/api/**');
    expect(name('example.test', '/api/x')).toBeUndefined();
    expect(name('plain.test', '/anything')).toBe('plain.test');
    expect(name('h', '/a/b/c?d')).toBe('/a/*/c');
    expect(name('h', '/a/b/b/c')).toBeUndefined();
    expect(name('h', '/deep/.dir/x.css?v')).toBe('/**/*.{js,css}');
  });

  it('puts the path of the target before, and rewrites only the path', () => {
    const path = (rest: object, from: string) =>
      table({ routes: [{ match: '/api', target: 'http://localhost/base/', ...rest }] })
        .match('h', from)
        ?.toUpstreamPath(from);
    expect(path({}, '/api/x?y=/api')).toBe('/base/api/x?y=/api');
    expect(path({ rewrite: { from: '/api', to: '' } }, '/api/x?y=/api')).toBe('/base/x?y=/api');
    expect(path({ rewrite: { from: '/api', to: '' } }, '/api?y')).toBe('/base/?y');
    expect(path({ rewrite: { from: '', to: '/v1' } }, '/api/x')).toBe('/base/v1/x');
    expect(path({ rewrite: { from: '^/api/(\\w+)', to: '/$1/api' } }, '/api/x/z')).toBe('/base/x/api/z');
  });

  it('keeps the host for this machine and rewrites it for others, unless told', () => {
    const rewrites = (target: string, host?: 'keep' | 'rewrite') =>
      table({ routes: [{ match: '/', target, ...(host ? { host } : {}) }] }).match('h', '/')?.rewritesHost;
    expect(['http://localhost:1', 'http://127.0.0.1', 'ws://[::1]'].map((target) => rewrites(target))).toEqual([
      ...[false, false, false],
    ]);
    expect(rewrites('https://example.test')).toBe(true);
    expect(rewrites('https://example.test', 'keep')).toBe(false);
    expect(rewrites('http://localhost', 'rewrite')).toBe(true);
  });

  it('says what is wrong with a row', () => {
    expect(() => table({ routes: [{ match: '', target: 'http://a' }] })).toThrow('match is empty');
    expect(() => table({ routes: [{ match: '/a', target: 'ftp://a' }] })).toThrow(
      'The route "/a" can\'t be used: The target "ftp://a" must begin with http://',
    );
    expect(() => table({ routes: [{ match: '/a', target: 'nonsense' }] })).toThrow('is not a URL');
    expect(() => table({ routes: [{ ...row('/a'), rewrite: { from: '(', to: '' } }] })).toThrow(
      'Invalid regular expression',
    );
    expect(() => table({ target: 'http://me:secret@host' })).toThrow('leave them out');
  });
});

it('finds the way to a target by the origin a page aims at', () => {
  const routes = table({
    target: 'http://localhost:3000/base',
    routes: [row('/a', { target: 'https://shop.test' }), row('/b', { target: 'ws://[::1]:4000' })],
  });
  const toward = (origin: string) => routes.toward(origin)?.name;
  const origins = ['ws://127.0.0.1:3000', 'HTTP://0.0.0.0:3000', 'http://localhost:4000', 'wss://SHOP.test:443'];
  expect(origins.map(toward)).toEqual(['target', 'target', '/b', '/a']);
  expect(['http://shop.test', 'http://localhost', 'http://localhost:3001', 'x'].map(toward)).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ]);
  expect(routes.toward('http://localhost:3000')?.toUpstreamPath('/ws?a')).toBe('/ws?a');
});
