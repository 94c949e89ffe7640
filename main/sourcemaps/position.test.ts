import { expect, it } from 'vitest';
import { toMapPosition, toStackPosition } from './position.ts';

it('counts from 0 in maps and from 1 in stacks', () => {
  expect(toMapPosition({ line: 1, column: 1 })).toEqual({ line: 0, column: 0 });
  expect(toStackPosition({ line: 0, column: 0 })).toEqual({ line: 1, column: 1 });
  expect(toStackPosition(toMapPosition({ line: 12, column: 7 }))).toEqual({ line: 12, column: 7 });
});

it('takes the whole line where there is no column', () => {
  expect(toMapPosition({ line: 3 })).toEqual({ line: 2, column: Infinity });
});
