// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isThrown, KEY_LIMIT, STRING_LIMIT, toBounded, toText, VALUE_LIMIT } from './bounded.ts';

describe('a value in a report', () => {
  it.each([
    ['text', 'a', 'a'],
    ['a number', 1.5, 1.5],
    ['what is no number', NaN, 'NaN'],
    ['nothing', null, null],
    ['what is not there', undefined, 'undefined'],
    ['a large number', 12n, '12'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', function named() {}, 'ƒ named'],
    ['a map', new Map([[1, 2]]), '[Map]'],
    ['a list', [1, ['x']], [1, ['x']]],
    ['an object', { a: { b: true } }, { a: { b: true } }],
    ['one without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
    ['what is behind a reactive object', { __v_raw: { a: 1 } }, { a: 1 }],
  ])('%s', (_, given, expected) => {
    expect(toBounded(given)).toEqual(expected);
  });

  it('is an element as its tag and an error as its stack', () => {
    const element = Object.assign(document.createElement('p'), { id: 'price', textContent: 'secret' });
    expect(toBounded({ element })).toEqual({ element: '<p#price>' });
    expect(toBounded([new TypeError('bad')])).toEqual([expect.stringMatching(/^TypeError: bad\n/)]);
  });

  it('runs no code of the page', () => {
    const given = {
      get secret(): never {
        throw new Error('asked');
      },
      toJSON() {
        throw new Error('asked');
      },
    };
    expect(toBounded(given)).toEqual({ secret: '(…)', toJSON: 'ƒ toJSON' });
  });
});

describe('the bounds', () => {
  it('end in depth, also where a value holds itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(toBounded(loop)).toEqual({ self: { self: { self: '{…}' } } });
    expect(toBounded([[[[[1]]]]])).toEqual([[['[…]']]]);
  });

  it('end in width, and say so', () => {
    const keys = Array.from({ length: KEY_LIMIT + 5 }, (_, index) => index);
    expect(toBounded(keys)).toEqual([...keys.slice(0, KEY_LIMIT), '…']);
    const wide = toBounded(Object.fromEntries(keys.map((key) => [`k${key}`, key]))) as Record<string, unknown>;
    expect(Object.keys(wide)).toHaveLength(KEY_LIMIT + 1);
    expect(wide['…']).toBe(KEY_LIMIT + 5);
  });

  it('end in number and in length', () => {
    const row = () => Array.from({ length: KEY_LIMIT }, () => ({ a: 1 }));
    const text = JSON.stringify(toBounded(Array.from({ length: KEY_LIMIT }, row)));
    expect(text.split('{"a":1}').length - 1).toBeLessThan(VALUE_LIMIT);
    expect(text).toContain('{…}');
    expect(toBounded('x'.repeat(STRING_LIMIT + 1))).toHaveLength(STRING_LIMIT);
  });
});

it('is written on one line', () => {
  expect(['a', 1, null, undefined, { a: 1 }].map(toText)).toEqual(['a', '1', 'null', 'undefined', '{"a":1}']);
});

it('knows an error of another realm', () => {
  expect(isThrown(new Error('x'))).toBe(true);
  expect(isThrown({ name: 'Error', message: 'x', stack: 'Error: x' })).toBe(true);
  expect([{ message: 'x' }, 'x', null, undefined].map(isThrown)).toEqual([false, false, false, false]);
});
