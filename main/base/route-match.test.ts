import { expect, it } from 'vitest';
import { compileMatch } from './route-match.ts';

it.each<[string, string, string, boolean]>([
  ['/api', 'localhost', '/api', true],
  ['/api', 'localhost', '/api/x', true],
  ['/api', 'localhost', '/apix', false],
  ['/api/', 'localhost', '/api', false],
  ['/api/**', 'localhost', '/api/a/b', true],
  ['*.example.test/api/**', 'a.example.test', '/api/x', true],
  ['*.example.test/api/**', 'example.org', '/api/x', false],
  ['shop.test', 'shop.test', '/anything', true],
])('%s means %s%s: %s', (match, hostname, path, expected) => {
  expect(compileMatch(match).matches(hostname, path)).toBe(expected);
});

it('refuses an empty match', () => {
  expect(() => compileMatch('')).toThrow('its match is empty');
});
