import { expect, it } from 'vitest';
import { MapCache } from './map-cache.ts';

const text = (name: string) =>
  JSON.stringify({ version: 3, sources: [name], mappings: 'AAAA', padding: 'x'.repeat(1000) });

it('decodes a text once', () => {
  const cache = new MapCache();
  expect(cache.get(text('a')).map).toBe(cache.get(text('a')).map);
  expect(cache.get(text('a')).map).not.toBe(cache.get(text('b')).map);
});

it('stays within its bytes and forgets what was used longest ago', () => {
  const cache = new MapCache(2_500);
  const [a, b] = [cache.get(text('a')), cache.get(text('b'))];
  expect(cache.get(text('a')).map).toBe(a.map);
  cache.get(text('c'));
  expect(cache.sizeBytes).toBeLessThanOrEqual(2_500);
  expect(cache.get(text('a')).map).toBe(a.map);
  expect(cache.peek(b.key)).toBeUndefined();
  expect(cache.get(text('b')).map).not.toBe(b.map);
});

it('keeps nothing of a map that is larger than all', () => {
  const cache = new MapCache(100);
  expect(cache.get(text('a')).map.sources).toEqual(['a']);
  expect(cache.sizeBytes).toBe(0);
});

it('refuses what is no map, each time', () => {
  const cache = new MapCache();
  expect(() => cache.get('<html>')).toThrow('HTML');
  expect(() => cache.get('<html>')).toThrow('HTML');
});
