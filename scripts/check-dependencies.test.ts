import { expect, it } from 'vitest';
import { compareLists, listedPackages } from './check-dependencies.mjs';

it('reads packages from the first column only', () => {
  const document = '| package | what |\n| --- | --- |\n| `a`, `@b/c` | Not `d`. |\n\nAlso `e` in the text.\n';
  expect(listedPackages(document)).toEqual(['a', '@b/c']);
});

it('names what is missing, gone and listed twice', () => {
  expect(compareLists(['a', 'b'], ['a', 'b'])).toEqual([]);
  expect(compareLists(['a', 'b'], ['b', 'b', 'c'])).toEqual([
    'a: not in docs/dependencies.md',
    'c: in docs/dependencies.md, but not in package.json',
    'b: twice in docs/dependencies.md',
  ]);
});
