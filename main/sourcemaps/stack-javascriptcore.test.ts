import { expect, it } from 'vitest';
import { parseJavaScriptCoreStack } from './stack-javascriptcore.ts';

it.each([
  ['add@http://h/src/cart.ts?t=5:12:9', { functionName: 'add', url: 'http://h/src/cart.ts?t=5', line: 12, column: 9 }],
  ['async load@http://h/a.js:1:2', { functionName: 'load', url: 'http://h/a.js', line: 1, column: 2 }],
  ['global code@http://h/a.js:1:2', { url: 'http://h/a.js', line: 1, column: 2 }],
  ['module code@http://h/a.js:1:2', { url: 'http://h/a.js', line: 1, column: 2 }],
  ['http://h/a.js:1:2', { url: 'http://h/a.js', line: 1, column: 2 }],
  ['http://h/@vite/client:1:2', { url: 'http://h/@vite/client', line: 1, column: 2 }],
  ['@http://h/a.js:1:2', { url: 'http://h/a.js', line: 1, column: 2 }],
  ['/srv/bun/index.ts:4:2', { url: '/srv/bun/index.ts', line: 4, column: 2 }],
  ['[native code]', { origin: 'native' }],
  ['map@[native code]', { functionName: 'map', origin: 'native' }],
  ['eval code@', { origin: 'eval' }],
  ['<?>.wasm-function[12]@[wasm code]', { functionName: '<?>.wasm-function[12]', origin: 'wasm' }],
])('reads %s', (line, frame) => expect(parseJavaScriptCoreStack(line)).toEqual([{ raw: line, ...frame }]));

it.each(['', 'TypeError: undefined is not an object', 'me@example.test'])('is not "%s"', (line) =>
  expect(parseJavaScriptCoreStack(line)).toEqual([]),
);
