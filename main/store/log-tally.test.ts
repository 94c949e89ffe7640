import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { useTables } from './fixtures/stage.ts';
import { putLog } from './fixtures/records.ts';
import {
  FIRST_LOG,
  LAST_LOG,
  LOG_SUMS,
  createLogTally,
  OTHER_SOURCES,
  parseLogTotals,
  TOTAL_SOURCES,
} from './log-tally.ts';
import { LOG_COLUMNS, toLogValues } from './log-columns.ts';
import { createRowInserter } from './row-inserter.ts';
import type { LogRecord } from '../model/log.ts';

let connection: Connection;
useTables((made) => void (connection = made));

/** Counts and puts, as the writer does within a transaction. */
function put(tally: ReturnType<typeof createLogTally>, logs: readonly LogRecord[]): void {
  tally.count(logs);
  const rows = createRowInserter(connection, 'logs', LOG_COLUMNS);
  for (const log of logs) rows.add(toLogValues(log));
  rows.flush();
}

const log = (id: number, changes: Partial<LogRecord> = {}) => putLog(id, 'x', changes).record;
const inFile = () =>
  parseLogTotals(
    connection.prepare(LOG_SUMS).all([]),
    connection.prepare(FIRST_LOG).get([]),
    connection.prepare(LAST_LOG).get([]),
  );

test('each record counts once, whatever is put again of it', () => {
  const tally = createLogTally(connection);
  put(tally, [log(1), log(2, { level: 'warn' }), log(3, { at: 1_700_000_002_000 })]);
  tally.committed();
  put(tally, [log(2, { level: 'error' }), log(3, { at: 1_700_000_001_000, source: 'http' }), log(4)]);
  tally.committed();
  expect(tally.totals()).toMatchObject({
    ...{ total: 4, lastId: '4', levels: { info: 3, warn: 0, error: 1 }, sources: { 'process:api': 3, http: 1 } },
  });
  expect(inFile()).toEqual(tally.totals());
});

test('a record that comes after its followers counts', () => {
  const tally = createLogTally(connection);
  put(tally, [log(9)]);
  tally.committed();
  put(tally, [log(4)]);
  tally.committed();
  expect(tally.totals()).toMatchObject({ total: 2, lastId: '9' });
});

test('what was undone does not count, and a session that is continued goes on', () => {
  const tally = createLogTally(connection);
  put(tally, [log(1)]);
  tally.committed();
  connection.exec('BEGIN');
  put(tally, [log(2)]);
  connection.exec('ROLLBACK');
  tally.undone();
  expect(tally.totals()).toMatchObject({ total: 1, lastId: '1' });
  expect(createLogTally(connection).totals()).toEqual(tally.totals());
});

test('of very many sources the largest are told apart', () => {
  const tally = createLogTally(connection);
  const logs = Array.from({ length: TOTAL_SOURCES + 5 }, (_, index) => log(index + 1, { source: `otlp:${index}` }));
  put(tally, [...logs, log(900, { source: 'otlp:203' })]);
  tally.committed();
  const { sources, total } = tally.totals();
  expect(Object.keys(sources)).toHaveLength(TOTAL_SOURCES);
  expect([sources['otlp:203'], sources[OTHER_SOURCES], total]).toEqual([2, 6, TOTAL_SOURCES + 6]);
});
