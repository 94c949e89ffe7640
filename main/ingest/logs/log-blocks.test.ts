import { expect, test } from 'vitest';
import { LogBlocks, MAX_LINES_BEFORE } from './log-blocks.ts';

function start() {
  const told: string[] = [];
  const blocks = new LogBlocks({
    onLine: ({ text }) => told.push(text),
    onBlock: ({ lines, leads, missing }, isOver) =>
      told.push(`${lines.length} lines, ${leads} leads, ${missing} missing${isOver ? ', over' : ''}`),
    isLead: ({ text }) => text.startsWith('ERROR'),
  });
  const write = (...lines: readonly string[]): void => {
    for (const text of lines) blocks.accept({ at: 1, text });
  };
  return { told, blocks, write };
}

test('lines wait for the end of the turn, so that a stack can take its head', () => {
  const { told, blocks, write } = start();
  write('ready', 'ERROR it failed', 'TypeError: x', '    at f (/a.js:1:2)', 'after');
  expect(told).toEqual(['ready', '3 lines, 1 leads, 0 missing, over']);
  blocks.flush(1);
  expect(told.at(-1)).toBe('after');
});

test('a head that was told of is missing in the block', () => {
  const { told, blocks, write } = start();
  write('TypeError: x');
  blocks.flush(1);
  write('    at f (/a.js:1:2)');
  blocks.settle();
  expect(told).toEqual(['TypeError: x', '1 lines, 0 leads, 1 missing, over']);
});

test('many lines in one turn are told of in their order', () => {
  const { told, blocks, write } = start();
  const lines = Array.from({ length: 10 * MAX_LINES_BEFORE + 3 }, (_, place) => `line ${place}`);
  write(...lines);
  expect(told.length).toBeGreaterThan(8 * MAX_LINES_BEFORE);
  blocks.flush(1);
  expect(told).toEqual(lines);
});
