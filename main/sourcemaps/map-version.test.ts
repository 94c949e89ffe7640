import { describe, expect, it } from 'vitest';
import { findVersionFault } from './map-version.ts';
import { parseSourceMap } from './source-map.ts';

/** Maps the columns 0 and `column` of each of so many lines. */
function mapOf(lines: number, fields: object = {}): string {
  const mappings = Array.from({ length: lines }, (_, index) => (index === 0 ? 'AAAA,UAAU' : 'AACA,UAAU')).join(';');
  return JSON.stringify({ version: 3, sources: ['a.ts'], mappings, ...fields });
}

const check = (script: string, map: string) => findVersionFault(script, map, parseSourceMap(map))?.code;
const lines = (count: number, text = 'x'.repeat(10)) => Array.from({ length: count }, () => text).join('\n');

describe('a map of the same build', () => {
  it.each([
    ['speaks of places in the script', lines(40), mapOf(40)],
    ['may end earlier', lines(40), mapOf(3)],
    ['may speak of the script’s end', `${lines(3)}\n`, mapOf(3)],
    ['has the same debug id', `a()\n//# debugId=${'a'.repeat(32)}`, mapOf(9, { debugId: 'A'.repeat(32) })],
  ])('%s', (_, script, map) => expect(check(script, map)).toBeUndefined());
});

describe('a map of another build', () => {
  it.each([
    ['speaks of lines that are not there', lines(20), mapOf(40)],
    ['speaks of places behind the ends of lines', lines(40, 'x'), mapOf(40)],
    ['has another debug id', `${lines(9)}\n//# debugId=${'a'.repeat(32)}\n`, mapOf(9, { debug_id: 'b'.repeat(32) })],
  ])('%s', (_, script, map) => expect(check(script, map)).toBe('map-stale'));
});
