import { expect, it } from 'vitest';
import type { KeptMapContent } from '../model/kept-map.ts';
import { HELD_LIMIT_BYTES, KeptMaps, scriptHash } from './kept-maps.ts';

const map = (url: string, bytes = 1): KeptMapContent => ({ url, script: 's', at: 1, bytes: new Uint8Array(bytes) });

it('knows a script by its content', () =>
  expect(scriptHash('a')).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'));

it('has what was just kept, then what the file has', async () => {
  const file = map('http://h/file.map');
  const kept = new KeptMaps({
    keptMap: async (url) => (url === file.url ? file : undefined),
    keptMapBytes: async () => 7,
  });
  kept.hold(map('http://h/new.map'));
  expect(await kept.find('http://h/new.map', 's')).toMatchObject({ url: 'http://h/new.map' });
  expect(await kept.find('http://h/new.map', 'other')).toBeUndefined();
  expect(await kept.find(file.url, 's')).toBe(file);
  expect(await kept.usedBytes()).toBe(7);
});

it('holds so many bytes and forgets the oldest', async () => {
  const kept = new KeptMaps();
  const half = HELD_LIMIT_BYTES / 2;
  kept.hold(map('1', half));
  kept.hold(map('1', half));
  kept.hold(map('2', half));
  expect(await kept.find('1', 's')).toBeDefined();
  kept.hold(map('3', 1));
  expect(await kept.find('1', 's')).toBeUndefined();
  expect(await kept.find('2', 's')).toBeDefined();
  expect(await kept.usedBytes()).toBe(0);
});
