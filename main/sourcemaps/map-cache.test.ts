import { expect, it } from 'vitest';
import { MapCache } from './map-cache.ts';

const text = (name: string) =>
  JSON.stringify({ version: 3, sources: [name], mappings: 'AAAA', padding: 'x'.repeat(1000) });

it('decodes a text once', () => {
  const cache = new MapCache();
  expect(cache.get(text('a'))).toBe(cache.get(text('a')));
  expect(cache.get(text('a'))).not.toBe(cache.get(text('b')));
});

it('stays within its bytes and forgets what was used longest ago', () => {
  const cache = new MapCache(2_500);
  const [a, b] = [cache.get(text('a')), cache.get(text('b'))];
  expect(cache.get(text('a'))).toBe(a);
  cache.get(text('c'));
  expect(cache.sizeBytes).toBeLessThanOrEqual(2_500);
  expect(cache.get(text('a'))).toBe(a);
  expect(cache.get(text('b'))).not.toBe(b);
});

it('keeps nothing of a map that is larger than all', () => {
  const cache = new MapCache(100);
  expect(cache.get(text('a')).sources).toEqual(['a']);
  expect(cache.sizeBytes).toBe(0);
});

it('refuses what is no map, each time', () => {
  const cache = new MapCache();
  expect(() => cache.get('<html>')).toThrow('HTML');
  expect(() => cache.get('<html>')).toThrow('HTML');
});
