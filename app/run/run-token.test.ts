import { expect, it } from 'vitest';
import { givenToken, newToken } from './run-token.ts';

it('takes the token of the environment, where it is long enough to be one', () => {
  expect(givenToken({ THROUGHLINE_TOKEN: 'a-long-enough-one' })).toBe('a-long-enough-one');
  expect([givenToken({}), givenToken({ THROUGHLINE_TOKEN: '' })]).toEqual([undefined, undefined]);
  for (const weak of ['short', 'fifteen-letters', 'long enough but with blanks']) {
    expect(() => givenToken({ THROUGHLINE_TOKEN: weak })).toThrow(/16 characters/);
  }
});

it('makes another each time, which may be given on', () => {
  expect(givenToken({ THROUGHLINE_TOKEN: newToken() })).toHaveLength(43);
  expect(newToken()).not.toBe(newToken());
});
