import { describe, expect, it } from 'vitest';
import { allowsAddress, hasKeyword, noncesOf, toAskedUrl } from './source-list.ts';

const LOCAL = toAskedUrl('http', 'localhost:8888', '/__throughline/agent.js');
const SECURE = toAskedUrl('https', 'App.Example.test', '/__throughline/agent.js');

describe('a source list', () => {
  it.each([
    ...['*', "'self'", "'SELF'", 'http:', 'http://localhost:8888', 'localhost:8888', 'localhost:*', 'http://*:8888'],
    ...['LOCALHOST:8888', 'http://localhost:8888/', 'localhost:8888/__throughline/', '*:*'],
    'http://localhost:8888/__throughline/agent.js',
  ])('lets the page’s own address through: %s', (source) => {
    expect(allowsAddress(['https://cdn.test', source], LOCAL)).toBe(true);
  });

  it.each([
    ...["'none'", 'https:', 'ws:', 'localhost', 'http://localhost', 'localhost:8889', '*.localhost:8888', 'data:'],
    ...['http://localhost:8888/js/', 'localhost:8888/__throughline', "'unsafe-inline'", "'sha256-abc='", "'nonce-a'"],
    ...['http://127.0.0.1:8888', "'strict-dynamic'", 'http://localhost:8888?x', ''],
  ])('does not by %s', (source) => {
    expect(allowsAddress([source], LOCAL)).toBe(false);
  });

  it('knows the ports that schemes have anyway, and names below a name', () => {
    const fits = [
      'https://app.example.test',
      'app.example.test',
      '*.example.test',
      'https://*',
      'http:',
      'app.example.test:80',
    ];
    expect(fits.filter((source) => !allowsAddress([source], SECURE))).toEqual([]);
    expect(allowsAddress(['*.app.example.test', 'example.test', 'app.example.test:81'], SECURE)).toBe(false);
    expect(allowsAddress(['[::1]:8888'], toAskedUrl('http', '[::1]:8888', '/'))).toBe(true);
    expect(allowsAddress(['[::1]'], toAskedUrl('http', '[::1]:8888', '/'))).toBe(false);
  });

  it('gives its nonces and keywords', () => {
    const sources = ["'nonce-aB3+/_-='", "'Nonce-b'", "'nonce-'", 'nonce-c', "'STRICT-dynamic'"];
    expect(noncesOf(sources)).toEqual(['aB3+/_-=', 'b']);
    expect([hasKeyword(sources, "'strict-dynamic'"), hasKeyword(sources, "'none'")]).toEqual([true, false]);
  });
});
