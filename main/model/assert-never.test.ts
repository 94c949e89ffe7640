import { expect, it } from 'vitest';
import { assertNever } from './assert-never.ts';

it('names the value that no case was written for', () => {
  const stray = { type: 'stray' } as unknown as never;
  expect(() => assertNever(stray)).toThrow('Not a known case: {"type":"stray"}');
});
