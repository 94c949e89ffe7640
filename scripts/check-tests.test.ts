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
  const find = (files: Record<string, string>, untested: string[] = [], testedBy: Record<string, string> = {}) =>
    findUntested(
      Object.keys(files),
      {
        untested: new Map(untested.map((file) => [file, 'an entry point'])),
        testedBy: new Map(Object.entries(testedBy)),
      },
      (file) => files[file] ?? '',
    );

  it('are named unless they are listed with a reason', () => {
    const files = { 'main/a.ts': CODE, 'main/a.test.ts': '', 'main/b.ts': CODE, 'renderer/c.tsx': CODE };
    expect(find(files)).toEqual(['main/b.ts: no test beside it', 'renderer/c.tsx: no test beside it']);
    expect(find(files, ['main/b.ts', 'renderer/c.tsx'])).toEqual([]);
  });

  it('may have a test of either ending, and test material needs none', () => {
    expect(find({ 'renderer/c.tsx': CODE, 'renderer/c.test.ts': '', 'main/har/fixtures/one.ts': CODE })).toEqual([]);
  });

  it('must not be listed when they are gone or have a test', () => {
    expect(find({ 'main/a.ts': CODE, 'main/a.test.ts': '' }, ['main/a.ts', 'main/gone.ts'])).toEqual([
      'main/a.ts: listed as without a test, but it has one',
      'main/gone.ts: listed as without a test, but it does not exist',
    ]);
  });

  it('may be tested by another test, but only by one that reaches them', () => {
    const files = {
      'main/a.test.ts': "import './a.ts';",
      'main/a.ts': `import { b } from './parts/b.ts'; ${CODE}`,
      'main/parts/b.ts': CODE,
      'main/parts/c.ts': CODE,
    };
    expect(find(files, ['main/parts/c.ts'], { 'main/parts/b.ts': 'main/a.test.ts' })).toEqual([]);
    expect(find(files, ['main/parts/b.ts'], { 'main/parts/c.ts': 'main/a.test.ts' })).toEqual([
      'main/parts/c.ts: listed as tested by main/a.test.ts, which does not reach it',
    ]);
  });
});
