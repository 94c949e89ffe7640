import { expect, it } from 'vitest';
import { parsePlace, toFrame } from './stack-location.ts';

it.each([
  ['http://localhost:5173/src/a.ts?t=1:12:7', { url: 'http://localhost:5173/src/a.ts?t=1', line: 12, column: 7 }],
  ['/srv/a.js:3', { url: '/srv/a.js', line: 3 }],
  ['C:\\work\\a.js:3:4', { url: 'C:\\work\\a.js', line: 3, column: 4 }],
  ['http://h/a.wasm:wasm-function[12]:0x1a2b', { url: 'http://h/a.wasm', origin: 'wasm' }],
  ['a.js:5:0', { url: 'a.js', line: 5 }],
])('takes %s apart', (text, place) => expect(parsePlace(text)).toEqual(place));

it.each(['http://localhost:5173', 'http://localhost:5173/', 'a.js', '', 'a.js:0'])('finds no line in "%s"', (text) =>
  expect(parsePlace(text)).toBeUndefined(),
);

it('leaves out a name that is none', () => {
  expect(toFrame('  at a.js:1 ', '', { url: 'a.js', line: 1 })).toEqual({ raw: 'at a.js:1', url: 'a.js', line: 1 });
});
