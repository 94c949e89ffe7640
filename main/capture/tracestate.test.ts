import { expect, test } from 'vitest';
import { combineTraceState, MAX_STATE_CHARACTERS, MAX_STATE_MEMBERS } from './tracestate.ts';

const list = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `k${from + i}=v`);

/** All characters that a value may have. */
const ALL = Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i))
  .filter((character) => character !== ',' && character !== '=')
  .join('');

test.each([
  ['one', ['foo=1'], 'foo=1'],
  ['several lines in their order', ['foo=1,bar=2', 'rojo=1,congo=2', 'baz=3'], 'foo=1,bar=2,rojo=1,congo=2,baz=3'],
  ['blanks and tabs around members', [' foo=1 \t , \t bar=2, \t baz=3\t'], 'foo=1,bar=2,baz=3'],
  ['blanks within a value', ['foo= a b'], 'foo= a b'],
  ['empty members', [',foo=1,, ,', '', 'bar=2'], 'foo=1,bar=2'],
  ['all characters of a key', [`${'abcxyz0123456789_-*/@'}=1`], 'abcxyz0123456789_-*/@=1'],
  ['all characters of a value', [`a=${ALL}`], `a=${ALL}`],
  ['at signs anywhere but first', ['foo@=1,a@@b=2,a@b@c=3'], 'foo@=1,a@@b=2,a@b@c=3'],
  ['a digit first', ['0a=1'], '0a=1'],
  ['a key of 256', [`${'z'.repeat(256)}=1`], `${'z'.repeat(256)}=1`],
  ['as many as may be', list(MAX_STATE_MEMBERS), list(MAX_STATE_MEMBERS).join()],
  ['none', ['', ' ', ',,'], ''],
])('%s', (_, lines, value) => {
  expect(combineTraceState(lines)).toEqual({ value, invalid: false });
});

test.each([
  ['a blank after the key', ['foo =1']],
  ['upper case', ['FOO=1']],
  ['a dot', ['foo.bar=1,bar=2']],
  ['an at sign first', ['@foo=1,bar=2']],
  ['a second equals sign', ['foo=bar=baz']],
  ['no value', ['foo=,bar=3']],
  ['no key', ['=1']],
  ['no equals sign', ['foo']],
  ['a character beyond ASCII', ['foo=\u00e9']],
  ['a control character', ['foo=a\tb']],
  ['a key of 257', ['foo=1', `${'z'.repeat(257)}=1`]],
  ['a value of 257', [`foo=${'v'.repeat(257)}`]],
  ['one member too many', [...list(MAX_STATE_MEMBERS), 'last=1']],
])('%s makes all of it invalid', (_, lines) => {
  expect(combineTraceState(lines)).toMatchObject({ value: '', invalid: true, fault: expect.any(String) as string });
});

test.each([
  ['in one line', ['foo=1,bar=2,foo=3']],
  ['in two', ['foo=1', 'bar=2,foo=3']],
])('of a repeated key the first counts: %s', (_, lines) => {
  const { value, invalid, fault } = combineTraceState(lines);
  expect([value, invalid]).toEqual(['foo=1,bar=2', false]);
  expect(fault).toContain('foo');
});

test('a list that is too long loses its large members first, from the end, then the last ones', () => {
  const large = (key: string): string => `${key}=${'v'.repeat(160)}`;
  const small = (key: string, size: number): string => `${key}=${'v'.repeat(size)}`;
  const kept = combineTraceState([large('a'), small('b', 100), large('c'), small('d', 100), large('e')]);
  expect(kept.value.split(',').map(([key]) => key)).toEqual(['a', 'b', 'd']);
  expect(kept).toMatchObject({ invalid: false, fault: expect.stringContaining('2 of its 5') as string });
  const smalls = combineTraceState([Array.from({ length: 10 }, (_, i) => small(`k${i}`, 97)).join()]);
  expect(smalls.value.length).toBeLessThanOrEqual(MAX_STATE_CHARACTERS);
  expect(smalls.value.split(',').map((member) => member.slice(0, 2))).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
});

test('as many characters as may be pass', () => {
  const value = `a=${'v'.repeat(254)},b=${'v'.repeat(MAX_STATE_CHARACTERS - 259)}`;
  expect(combineTraceState([value])).toEqual({ value, invalid: false });
});
