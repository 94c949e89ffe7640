import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { useTables } from './fixtures/stage.ts';
import { createTraceStarts, KNOWN_TRACES } from './trace-starts.ts';

let connection: Connection;
useTables((made) => void (connection = made));

const startOf = (traceId: string) => connection.scalar('SELECT started_at FROM traces WHERE trace_id = ?', [traceId]);

test('a trace begins with the earliest of what carries it, whenever that came', () => {
  const starts = createTraceStarts(connection);
  for (const at of [5, 3, 9]) starts.note('a', at);
  starts.flush();
  expect(startOf('a')).toBe(3);
  starts.note('a', 1);
  starts.note('b', 7);
  starts.flush();
  expect([startOf('a'), startOf('b')]).toEqual([1, 7]);
  const later = createTraceStarts(connection);
  later.note('a', 2);
  later.flush();
  expect(startOf('a')).toBe(1);
});

test('what was undone is written when it is noted again', () => {
  const starts = createTraceStarts(connection);
  connection.exec('BEGIN');
  starts.note('a', 5);
  starts.flush();
  connection.exec('ROLLBACK');
  starts.undone();
  starts.note('a', 5);
  starts.flush();
  expect(startOf('a')).toBe(5);
});

test('traces that are forgotten for their number keep their start', () => {
  const starts = createTraceStarts(connection);
  starts.note('old', 1);
  starts.flush();
  connection.exec('BEGIN');
  for (let id = 0; id <= KNOWN_TRACES; id++) starts.note(String(id), 2);
  starts.flush();
  connection.exec('COMMIT');
  starts.note('old', 4);
  starts.flush();
  expect(startOf('old')).toBe(1);
});
