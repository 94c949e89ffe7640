import { expect, test } from 'vitest';
import { LogLines, type LineSource, type LogLine } from './log-lines.ts';

test('lines come with their source, by the piece that ended them', () => {
  const told: [LineSource, readonly LogLine[]][] = [];
  const lines = new LogLines({ onLines: (source, some) => told.push([source, some]), dropped: () => undefined });
  lines.accept({ type: 'output', at: 1, name: 'api', stream: 'stderr', text: 'one\ntw' });
  lines.accept({ type: 'file-output', at: 2, path: 'a.log', text: '\u001B[1mbold\u001B[0m\r\n \n' });
  lines.accept({ type: 'output', at: 3, name: 'api', stream: 'stderr', text: 'o\nthree\n' });
  expect(told).toEqual([
    [{ key: 'stderr api', source: 'process:api', stream: 'stderr' }, [{ at: 1, text: 'one' }]],
    [{ key: 'file a.log', source: 'file:a.log' }, [{ at: 2, text: 'bold', ansi: '\u001B[1mbold\u001B[0m' }]],
    [
      { key: 'stderr api', source: 'process:api', stream: 'stderr' },
      [
        { at: 3, text: 'two' },
        { at: 3, text: 'three' },
      ],
    ],
  ]);
  expect(lines.dueAt).toBeUndefined();
});
