import { expect, test } from 'vitest';
import type { KeptMap } from '../model/kept-map.ts';
import { MAP_COLUMNS, parseMap, toMapValues } from './map-columns.ts';

const MAP: KeptMap = { url: 'http://h/a.js.map', script: 'ab'.repeat(32), at: 5.25, contentType: 'application/json' };

test('a map comes back with its content', () => {
  const bytes = Buffer.from('{"version":3}');
  const values = toMapValues(MAP, bytes);
  expect(values).toHaveLength(MAP_COLUMNS.length);
  expect(parseMap(values)).toEqual({ ...MAP, bytes });
});

test('why there is no map comes back too', () => {
  const { contentType: _type, ...bare } = MAP;
  const fault = { code: 'map-not-found', message: 'No.' };
  const map = parseMap(toMapValues({ ...bare, fault }, new Uint8Array(0)));
  expect(map).toEqual({ ...bare, fault, bytes: new Uint8Array(0) });
});
