import { expect, it } from 'vitest';
import { HeadChange } from './head-change.ts';
import { ChangedOutput } from './test/changed-output.ts';

it('gives other fields and the same content, as it comes', () => {
  const output = new ChangedOutput();
  const change = new HeadChange(['A', '1'], output);
  change.write(Buffer.from('a'));
  change.waiting();
  change.write(Buffer.from('b'));
  change.end();
  expect([output.heard, output.rawHeaders]).toEqual([
    ['open', 'a', 'b', 'finish'],
    ['A', '1'],
  ]);
});

it('gives the head alone where content is waited for, or there is none', () => {
  const [waiting, empty] = [new ChangedOutput(), new ChangedOutput()];
  new HeadChange([], waiting).waiting();
  new HeadChange([], empty).end();
  expect([waiting.heard, empty.heard]).toEqual([['open'], ['open', 'finish']]);
});
