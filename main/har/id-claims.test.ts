import { expect, it } from 'vitest';
import { CLAIMABLE_IDS, IdClaims } from './id-claims.ts';

it('keeps ids that are free and gives others the next', () => {
  const ids = new IdClaims();
  expect(['5', '2', '5', undefined, '0', 'x', '-1', '1.5', '3'].map((wanted) => ids.claim(wanted))).toEqual([
    ...['5', '2', '6', '7', '8', '9', '10', '11', '3'],
  ]);
});

it('counts from 1 where none are named', () => {
  const ids = new IdClaims();
  expect([ids.claim(), ids.claim(), ids.claim()]).toEqual(['1', '2', '3']);
});

it('gives ids above its limit anew, and holds on to high ones below it', () => {
  const ids = new IdClaims();
  expect(ids.claim(String(CLAIMABLE_IDS))).toBe('1');
  expect(ids.claim('99999')).toBe('99999');
  expect(ids.claim('99999')).toBe('100000');
});
