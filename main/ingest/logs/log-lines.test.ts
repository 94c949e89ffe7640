import { expect, test } from 'vitest';
import type { LogRecord } from '../../model/log.ts';
import { LogLines, MAX_LINE_CHARACTERS, MAX_PARTIAL_LINES, PARTIAL_LINE_MS, parseLevel } from './log-lines.ts';

function start() {
  const records: LogRecord[] = [];
  let id = 0;
  let lost = 0;
  const lines = new LogLines(
    () => String(++id),
    (record) => records.push(record),
    (lines) => (lost += lines),
  );
  const write = (text: string, at = 1, name = 'web'): void =>
    lines.accept({ type: 'output', at, name, stream: 'stdout', text });
  return { lines, records, write, lost: () => lost };
}

const messages = (records: LogRecord[]): string[] => records.map(({ message }) => message);

test('lines come out whole wherever the output is cut', () => {
  const text = 'one\r\ntwo\n\n  \nthree\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const { records, write } = start();
    write(text.slice(0, cut), 1);
    write(text.slice(cut), 2);
    expect(messages(records)).toEqual(['one', 'two', 'three']);
  }
});

test('a record names its process, its instant and its level', () => {
  const { lines, records, write } = start();
  write('ready\n', 5);
  lines.accept({ type: 'output', at: 6, name: 'api', stream: 'stderr', text: 'slow\n' });
  expect(records).toEqual([
    { id: '1', at: 5, source: 'process:web', level: 'info', message: 'ready', fields: { stream: 'stdout' } },
    { id: '2', at: 6, source: 'process:api', level: 'warn', message: 'slow', fields: { stream: 'stderr' } },
  ]);
});

test('a line that does not end is waited for, but not for long', () => {
  const { lines, records, write } = start();
  write('name: ', 1_000);
  lines.flush(1_000 + PARTIAL_LINE_MS - 1);
  expect(records).toEqual([]);
  lines.flush(1_000 + PARTIAL_LINE_MS);
  expect(records).toMatchObject([{ at: 1_000, message: 'name: ' }]);
  lines.flush(9_999);
  write('rest', 2_000);
  lines.end();
  lines.end();
  expect(messages(records)).toEqual(['name: ', 'rest']);
});

test('streams and processes do not mix their lines', () => {
  const { lines, records, write } = start();
  write('a', 1, 'web');
  write('b', 1, 'api');
  lines.accept({ type: 'output', at: 1, name: 'web', stream: 'stderr', text: 'c\n' });
  write('A\n', 1, 'web');
  write('B\n', 1, 'api');
  expect(messages(records)).toEqual(['c', 'aA', 'bB']);
});

test('lines that a full queue left out are counted, and what is left of cut ones stands alone', () => {
  const { lines, records, lost } = start();
  const write = (text: string, gap?: number): void =>
    lines.accept({ type: 'file-output', at: 1, path: 'a.log', text, ...(gap !== undefined && { lost: gap }) });
  write('one\ntwo, be');
  write('ee\nfour\n', 2);
  write('five, cut ');
  write('but whole\n', 0);
  write('', 3);
  expect(messages(records)).toEqual(['one', 'two, be', 'ee', 'four', 'five, cut but whole']);
  expect(records[0]).toMatchObject({ source: 'file:a.log', level: 'info', fields: {} });
  expect(lost()).toBe(1 + 3);
});

test('a line without end becomes several records of bounded length', () => {
  const { lines, records, write } = start();
  write('x'.repeat(MAX_LINE_CHARACTERS - 1));
  write('y'.repeat(MAX_LINE_CHARACTERS + 2));
  write(`${'z'.repeat(MAX_LINE_CHARACTERS + 5)}\n`);
  lines.end();
  expect(messages(records).join('')).toHaveLength(3 * MAX_LINE_CHARACTERS + 6);
  expect(records.every(({ message }) => message.length <= MAX_LINE_CHARACTERS)).toBe(true);
});

test('many streams with lines that do not end: the oldest is not waited for', () => {
  const { records, write } = start();
  for (let i = 0; i <= MAX_PARTIAL_LINES; i++) write(`line ${i}`, 1, `p${i}`);
  expect(messages(records)).toEqual(['line 0']);
});

test('colours leave the message and stay with the record', () => {
  const { records, write } = start();
  write('\u001B[32mready\u001B[39m in 5 ms\n');
  expect(records).toMatchObject([{ message: 'ready in 5 ms', fields: { ansi: '\u001B[32mready\u001B[39m in 5 ms' } }]);
});

test('a progress bar is what a terminal would show of it', () => {
  const { records, write } = start();
  write(' 10%\r 50%\r100%\r\n');
  expect(messages(records)).toEqual(['100%']);
});

test.each([
  ['ERROR in ./a.ts', 'error'],
  ['Error: boom', 'error'],
  ['2026-01-02T03:04:05.678Z WARN slow query', 'warn'],
  ['03:04:05 [vite] (error) failed', 'error'],
  ['[12:00:00] [DEBUG] x', 'debug'],
  ['time=1 level=warning msg="x"', 'warn'],
  ['{"level":"fatal","msg":"x"}', 'fatal'],
  ['npm ERR! missing script', 'error'],
  ['panic: nil map', 'fatal'],
  ['trace: x', 'trace'],
  ['INFO', 'info'],
  ['errors: 0', undefined],
  ['info-desk opened', undefined],
  ['no error here', undefined],
  ['', undefined],
])('%s', (line, level) => {
  expect(parseLevel(line)).toBe(level);
});
