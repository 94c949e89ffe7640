import { describe, expect, it } from 'vitest';
import { parseV8Stack } from './stack-v8.ts';

const one = (line: string) => {
  const frames = parseV8Stack(line);
  expect(frames).toHaveLength(1);
  const { raw, ...rest } = frames[0]!;
  expect(line).toContain(raw);
  return rest;
};

describe('a V8 frame', () => {
  it.each([
    [
      '    at addToCart (http://localhost:8888/src/cart.ts?t=1700000000000:12:9)',
      'addToCart',
      'http://localhost:8888/src/cart.ts?t=1700000000000',
      12,
      9,
    ],
    ['    at http://localhost:5173/src/main.ts:3:1', undefined, 'http://localhost:5173/src/main.ts', 3, 1],
    ['    at async load (http://h/a.js:1:2)', 'load', 'http://h/a.js', 1, 2],
    ['    at async http://h/a.js:1:2', undefined, 'http://h/a.js', 1, 2],
    ['    at new Cart (http://h/a.js:4:5)', 'new Cart', 'http://h/a.js', 4, 5],
    ['    at Proxy.add [as onClick] (http://h/a.js:4:5)', 'Proxy.add', 'http://h/a.js', 4, 5],
    ['    at get total [as total] (http://h/a.js:4:5)', 'get total', 'http://h/a.js', 4, 5],
    ['    at Object.<anonymous> (/srv/app/server.js:10:11)', 'Object.<anonymous>', '/srv/app/server.js', 10, 11],
    [
      '    at HTMLButtonElement.<anonymous> (http://h/a.js:1:20)',
      'HTMLButtonElement.<anonymous>',
      'http://h/a.js',
      1,
      20,
    ],
    ['    at <anonymous> (http://h/a.js:1:20)', undefined, 'http://h/a.js', 1, 20],
    ['    at file:///srv/app/server.mjs:7:3', undefined, 'file:///srv/app/server.mjs', 7, 3],
    [
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      'process.processTicksAndRejections',
      'node:internal/process/task_queues',
      95,
      5,
    ],
    ['    at emitTwo (events.js:126:13)', 'emitTwo', 'events.js', 126, 13],
    ['    at run (C:\\Program Files (x86)\\app\\a.js:1:2)', 'run', 'C:\\Program Files (x86)\\app\\a.js', 1, 2],
    ['    at C:\\app\\a b.js:1:2', undefined, 'C:\\app\\a b.js', 1, 2],
    ['    at eval (webpack-internal:///./src/Cart.tsx:12:7)', 'eval', 'webpack-internal:///./src/Cart.tsx', 12, 7],
    [
      '    at Page (webpack-internal:///(app-pages-browser)/./src/app/page.tsx:30:11)',
      'Page',
      'webpack-internal:///(app-pages-browser)/./src/app/page.tsx',
      30,
      11,
    ],
    [
      '    at Page (rsc://React/Server/webpack-internal:///(rsc)/./src/app/page.tsx?3:12:3)',
      'Page',
      'webpack-internal:///(rsc)/./src/app/page.tsx',
      12,
      3,
    ],
    ['    at blob:http://h/0a1b-2c:5:6', undefined, 'blob:http://h/0a1b-2c', 5, 6],
    [
      '    at render (http://h/@fs/home/me/my app/src/a.js:5:6)',
      'render',
      'http://h/@fs/home/me/my app/src/a.js',
      5,
      6,
    ],
    [
      '    at Module._compile (node:internal/modules/cjs/loader:1256:14) {',
      'Module._compile',
      'node:internal/modules/cjs/loader',
      1256,
      14,
    ],
    ['    at eval (eval at run (http://h/a.js:1:2), named.js:3:4)', 'eval', 'named.js', 3, 4],
    ['\tat indented (http://h/a.js:1:2)\r', 'indented', 'http://h/a.js', 1, 2],
  ])('%s', (line, functionName, url, number, column) => {
    expect(one(line)).toEqual({ ...(functionName === undefined ? {} : { functionName }), url, line: number, column });
  });

  it.each([
    ['    at Array.map (<anonymous>)', { functionName: 'Array.map', origin: 'native' }],
    ['    at async Promise.all (index 0)', { functionName: 'Promise.all', origin: 'native' }],
    ['    at <anonymous>', { origin: 'native' }],
    ['    at JSON.parse (native)', { functionName: 'JSON.parse', origin: 'native' }],
    [
      '    at eval (eval at run (http://h/a.js:1:2), <anonymous>:3:4)',
      { functionName: 'eval', url: 'http://h/a.js', line: 1, column: 2, origin: 'eval' },
    ],
    [
      '    at f (eval at g (eval at run (http://h/a.js:10:20), <anonymous>:1:1), <anonymous>:1:5)',
      { functionName: 'f', url: 'http://h/a.js', line: 10, column: 20, origin: 'eval' },
    ],
    [
      '    at add (wasm://wasm/0a1b2c3d:wasm-function[12]:0x1a2b)',
      { functionName: 'add', url: 'wasm://wasm/0a1b2c3d', origin: 'wasm' },
    ],
    ['    at http://h/a.wasm:wasm-function[3]:0x4f', { url: 'http://h/a.wasm', origin: 'wasm' }],
  ])('%s', (line, frame) => expect(one(line)).toEqual(frame));

  it.each([
    'TypeError: at a loss',
    'at',
    '    at nothing',
    '    at shop.Cart.add(Cart.java:12)',
    '    ... 3 lines matching cause stack trace ...',
    '',
  ])('is not "%s"', (line) => expect(parseV8Stack(line)).toEqual([]));
});

it('reads a message of several lines, the frames, and those of the cause', () => {
  const frames = parseV8Stack(`Error: outer
  more of it
    at a (http://h/a.js:1:2)
    at b (http://h/a.js:3:4) {
  [cause]: TypeError: inner
      at c (http://h/a.js:5:6)
}`);
  expect(frames.map(({ functionName, line }) => [functionName, line])).toEqual([
    ['a', 1],
    ['b', 3],
    ['c', 5],
  ]);
});
