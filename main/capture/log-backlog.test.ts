import { expect, test } from 'vitest';
import type { FileOutput, ProcessOutput } from '../model/tap-event.ts';
import { LogBacklog } from './log-backlog.ts';

const out = (text: string, name = 'api'): ProcessOutput => ({ type: 'output', at: 1, name, stream: 'stdout', text });
const file = (text: string): FileOutput => ({ type: 'file-output', at: 1, path: 'a.log', text });

test('text comes out in its order, as much as there is room for', () => {
  const backlog = new LogBacklog();
  backlog.push(out('one\n'));
  backlog.push(file('two\n'));
  backlog.push(out('three\n'));
  expect(backlog.take(0)).toEqual([]);
  expect(backlog.take(5)).toEqual([out('one\n'), file('two\n')]);
  expect(backlog.isEmpty).toBe(false);
  expect(backlog.take(99)).toEqual([out('three\n')]);
  expect(backlog.isEmpty).toBe(true);
});

test('beyond the bound the oldest goes; the next text of its stream tells how many lines', () => {
  const backlog = new LogBacklog(12);
  backlog.push(out('1\n2\n3\n'));
  backlog.push(out('4\n5'));
  backlog.push(file('6\n'));
  backlog.push(out('\n7\n8\n'));
  expect(backlog.take(99)).toEqual([{ ...out('4\n5'), lost: 3 }, file('6\n'), out('\n7\n8\n')]);
});

test('a stream that writes no more is told of with the last', () => {
  const backlog = new LogBacklog(4);
  backlog.push(out('1\n2\n', 'old'));
  backlog.push(out('3\n', 'old'));
  backlog.push(out('4\n5\n', 'new'));
  expect(backlog.take(99)).toEqual([out('4\n5\n', 'new'), { ...out('', 'old'), lost: 3 }]);
  expect(backlog.isEmpty).toBe(true);
});

test('however long it runs, lines that came in are lines that came out and lines that are told of', () => {
  const backlog = new LogBacklog(100);
  const taken: (ProcessOutput | FileOutput)[] = [];
  for (let i = 0; i < 1_000; i++) {
    backlog.push(i % 3 === 0 ? file(`line ${i}\n`) : out(`a ${i}\nb ${i}\n`));
    if (i % 50 === 0) taken.push(...backlog.take(60));
  }
  taken.push(...backlog.take(Infinity));
  const lines = taken.reduce((sum, { text, lost = 0 }) => sum + text.split('\n').length - 1 + lost, 0);
  expect(lines).toBe(334 + 666 * 2);
});
