// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { TEXT_LIMIT } from './base.ts';
import { formatCall } from './console-text.ts';

it.each([
  [[], ''],
  [['a', 'b', 1], 'a b 1'],
  [[{ a: 1 }, 'b'], '{"a":1} b'],
  [['%s and %s', 'one', 2, 'three'], 'one and 2 three'],
  [['%d %i %f', '12.7px', 3.9, '1.5'], '12 3 1.5'],
  [['%o %O', { a: 1 }, [2]], '{"a":1} [2]'],
  [['%cred%c plain', 'color: red', ''], 'red plain'],
  [['100%% of %s', 'it'], '100% of it'],
  [['%s %s', 'only'], 'only %s'],
  [['%x %'], '%x %'],
  [['a', '%s', 'b'], 'a %s b'],
  [[1, '%s'], '1 %s'],
])('writes %j as the console does', (args, text) => {
  expect(formatCall(args)).toBe(text);
});

it('keeps the head of a long one', () => {
  expect(formatCall(Array.from({ length: 20 }, () => 'x'.repeat(900)))).toHaveLength(TEXT_LIMIT);
});
