import { expect, it } from 'vitest';
import { parseSpiderMonkeyStack } from './stack-spidermonkey.ts';

it.each([
  ['add@http://h/src/cart.ts?t=5:12:9', { functionName: 'add', url: 'http://h/src/cart.ts?t=5', line: 12, column: 9 }],
  ['@http://h/a.js:1:2', { url: 'http://h/a.js', line: 1, column: 2 }],
  ['setup/<@http://h/a.js:1:2', { functionName: 'setup', url: 'http://h/a.js', line: 1, column: 2 }],
  ['outer/inner</<@http://h/a.js:1:2', { functionName: 'outer/inner', url: 'http://h/a.js', line: 1, column: 2 }],
  ['async*load@http://h/a.js:1:2', { functionName: 'load', url: 'http://h/a.js', line: 1, column: 2 }],
  ['setTimeout handler*later@http://h/a.js:1:2', { functionName: 'later', url: 'http://h/a.js', line: 1, column: 2 }],
  ['promise callback*@http://h/a.js:7:8', { url: 'http://h/a.js', line: 7, column: 8 }],
  ['EventListener.handleEvent*on@http://h/a.js:7:8', { functionName: 'on', url: 'http://h/a.js', line: 7, column: 8 }],
  [
    'f@http://h/node_modules/.vite/deps/@vue_x.js?v=1a:3:4',
    { functionName: 'f', url: 'http://h/node_modules/.vite/deps/@vue_x.js?v=1a', line: 3, column: 4 },
  ],
  ['f@http://h/@fs/home/me/a.ts:3:4', { functionName: 'f', url: 'http://h/@fs/home/me/a.ts', line: 3, column: 4 }],
  ['@http://h/a.js line 12 > eval:1:1', { url: 'http://h/a.js', line: 12, origin: 'eval' }],
  [
    'anonymous@http://h/a.js line 5 > Function:2:3',
    { functionName: 'anonymous', url: 'http://h/a.js', line: 5, origin: 'eval' },
  ],
  [
    'f@http://h/a.js line 5 > eval line 3 > eval:1:1',
    { functionName: 'f', url: 'http://h/a.js', line: 5, origin: 'eval' },
  ],
  ['map@self-hosted:221:17', { functionName: 'map', origin: 'native' }],
  ['@debugger eval code:1:7', { origin: 'native' }],
  ['add@http://h/a.wasm:wasm-function[3]:0x1f', { functionName: 'add', url: 'http://h/a.wasm', origin: 'wasm' }],
  [
    'f@webpack-internal:///./src/a.js:1:2',
    { functionName: 'f', url: 'webpack-internal:///./src/a.js', line: 1, column: 2 },
  ],
  ['f@file:///home/me/a.js:9', { functionName: 'f', url: 'file:///home/me/a.js', line: 9 }],
])('reads %s', (line, frame) => expect(parseSpiderMonkeyStack(line)).toEqual([{ raw: line, ...frame }]));

it.each(['', 'TypeError: x is undefined', 'Error: write to me@example.test', 'a@b'])('is not "%s"', (line) =>
  expect(parseSpiderMonkeyStack(line)).toEqual([]),
);
