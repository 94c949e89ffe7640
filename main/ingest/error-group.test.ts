import { expect, test } from 'vitest';
import { GROUP_CHARACTERS, toGroup, toMessagePattern } from './error-group.ts';

test.each([
  ['Request 4711 took 1.25 s', 'Request <n> took <n> s'],
  ["Cannot read properties of undefined (reading 'price')", 'Cannot read properties of undefined (reading <text>)'],
  ["can't do that, don't try", "can't do that, don't try"],
  ['GET http://localhost:8888/a?b=1 failed', 'GET <url> failed'],
  ['no item 3f2b8a9c-1d2e-4f50-8a6b-7c8d9e0f1a2b', 'no item <id>'],
  ['at 0xc000123abc in deadbeef01', 'at <id> in <id>'],
  ['a\n  b', 'a b'],
])('%s becomes %s', (message, pattern) => {
  expect(toMessagePattern(message)).toBe(pattern);
});

const mapped = (source: string, line: number, ignored = false) => ({
  raw: 'r',
  url: 'http://localhost:8888/bundle.js?t=1',
  line: 1,
  functionName: 'buy',
  original: { source, line, ignored },
});

test('the first frame of one’s own tells errors apart, libraries do not', () => {
  const group = (stack: Parameters<typeof toGroup>[0]['stack']) => toGroup({ name: 'E', message: 'm', stack });
  expect(group([mapped('vue.js', 9, true), mapped('src/cart.ts', 3)])).toBe('E: m @ src/cart.ts:3 buy');
  expect(
    group([
      { raw: 'r', url: 'http://h/node_modules/vue.js', line: 1 },
      { raw: 'r', url: 'http://h/src/a.ts?t=5', line: 2 },
    ]),
  ).toBe('E: m @ http://h/src/a.ts:2');
  expect(group([mapped('vue.js', 9, true)])).toBe('E: m @ vue.js:9 buy');
  expect(group([])).toBe('E: m');
});

test('a key has a bound', () => {
  expect(toGroup({ name: 'E'.repeat(9_999), message: 'm', stack: [] })).toHaveLength(GROUP_CHARACTERS);
});
