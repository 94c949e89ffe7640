import { describe, expect, it } from 'vitest';
import { findUntested, holdsOnlyDeclarations } from './check-tests.mjs';

describe('files that have nothing to test', () => {
  it.each([
    ['types', 'export interface A { run(): void }\nexport type B = () => void;'],
    ['constants', "export const KINDS = ['a', 'b'] as const;\nexport const LIMIT = 10 * 1024;"],
    ['what is passed on', "export { a } from './a.ts';"],
  ])('are those with only %s', (_name, source) => {
    expect(holdsOnlyDeclarations(source)).toBe(true);
  });

  it.each([
    ['a function', 'export function a() { return 1; }'],
    ['an arrow function', 'export const a = (b: number) => b + 1;'],
    ['a class', 'export class A {}'],
    ['a statement that runs', "console.log('hello');"],
    ['a function in an object', 'export const a = { run() { return 1; } };'],
  ])('are not those with %s', (_name, source) => {
    expect(holdsOnlyDeclarations(source)).toBe(false);
  });
});

describe('files without a test', () => {
  const CODE = 'export function a() { return 1; }';
  const find = (files: string[], untested: [string, string][] = []) =>
    findUntested(files, new Map(untested), () => CODE);

  it('are named unless they are listed with a reason', () => {
    expect(find(['main/a.ts', 'main/a.test.ts', 'main/b.ts', 'renderer/c.tsx'])).toEqual([
      'main/b.ts: no test beside it',
      'renderer/c.tsx: no test beside it',
    ]);
    expect(find(['main/b.ts'], [['main/b.ts', 'an entry point']])).toEqual([]);
  });

  it('may have a test of either ending, and test material needs none', () => {
    expect(find(['renderer/c.tsx', 'renderer/c.test.ts', 'main/har/fixtures/sample.ts'])).toEqual([]);
  });

  it('must not be listed when they are gone or have a test', () => {
    expect(
      find(
        ['main/a.ts', 'main/a.test.ts'],
        [
          ['main/a.ts', 'an entry point'],
          ['main/gone.ts', 'an entry point'],
        ],
      ),
    ).toEqual([
      'main/a.ts: listed as untested, but it has a test',
      'main/gone.ts: listed as untested, but it does not exist',
    ]);
  });
});
