import { expect, it } from 'vitest';
import { parseUrl } from './url.ts';

it('tells URLs from other texts', () => {
  expect(parseUrl('http://a.test/b')?.pathname).toBe('/b');
  expect(parseUrl('/b', 'http://a.test')?.host).toBe('a.test');
  expect(parseUrl('/b')).toBeUndefined();
  expect(parseUrl('')).toBeUndefined();
});
