import { expect, test } from 'vitest';
import type { Recorded } from '../model/recorded.ts';
import type { Connection } from './connection.ts';
import { putAction, putError, putEvent, putExchange, putFrame, putHmr, putLog } from './fixtures/records.ts';
import { putMetrics, putPage, putProfile, putSpan, sampleExchange, TRACE_ID } from './fixtures/records.ts';
import { useTables } from './fixtures/stage.ts';
import { createPending } from './pending.ts';
import { createRecordWriter, type RecordWriter } from './record-writer.ts';

let connection: Connection;
useTables((made) => void (connection = made));

function put(records: RecordWriter, words: readonly Exclude<Recorded, { readonly kind: 'dropped' }>[]): void {
  const pending = createPending();
  for (const word of words) pending.add(word);
  expect(records.put(pending, pending.exchanges.values())).toBe(0);
}

const rowsOf = (table: string) => connection.scalar(`SELECT count(*) FROM ${table}`);

test('each kind goes into its table', () => {
  const map = { kind: 'map', record: { url: 'u', script: 's', at: 1 }, bytes: Buffer.from('{}') } as const;
  put(createRecordWriter(connection), [
    ...[putExchange(sampleExchange(1)), putFrame(1, 'x'), putEvent(1, 'x'), putHmr(1), putLog(1, 'x'), putSpan(1)],
    ...[putMetrics(1, { up: 1 }), putProfile(1), putError(1), putPage('1'), putAction(1), map],
  ]);
  for (const table of ['exchanges', 'frames', 'events', 'hmr', 'logs', 'spans', 'metrics', 'profiles'])
    expect([table, rowsOf(table)]).toEqual([table, 1]);
  for (const table of ['errors', 'pages', 'actions', 'maps', 'metric_series', 'log_seconds', 'traces'])
    expect([table, rowsOf(table)]).toEqual([table, 1]);
});

test('how much there is changes with a commit of such records only, and not with one that was undone', () => {
  const records = createRecordWriter(connection);
  put(records, [putLog(1, 'x', { traceId: TRACE_ID }), putSpan(1), putMetrics(1, { up: 1 }), putProfile(1)]);
  records.committed();
  const known = records.telemetry();
  expect(known).toMatchObject({ logs: { total: 1 }, spans: 1, metrics: 1, profiles: 1, traced: 2 });
  put(records, [putExchange(sampleExchange(1))]);
  records.committed();
  expect(records.telemetry()).toBe(known);
  connection.exec('BEGIN');
  put(records, [putLog(2, 'y'), putSpan(2), putError(1, { traceId: TRACE_ID })]);
  connection.exec('ROLLBACK');
  records.undone();
  expect(records.telemetry()).toEqual(known);
  put(records, [putSpan(1, { exchangeId: '4' }), putError(1, { traceId: TRACE_ID })]);
  records.committed();
  // A shown trace is asked for again when a span of it is joined.
  expect(records.telemetry()).toMatchObject({ spans: 1, traced: 4 });
});
