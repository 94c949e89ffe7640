import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { useTables } from './fixtures/stage.ts';
import { putMetrics } from './fixtures/records.ts';
import { createMetricWriter, SERIES_LIMIT } from './metric-writer.ts';

let connection: Connection;
useTables((made) => void (connection = made));

const series = () => connection.prepare('SELECT name, samples, last_value FROM metric_series ORDER BY id').all([]);

test('series that a failed commit made are made again', () => {
  const metrics = createMetricWriter(connection);
  metrics.put(putMetrics(1, { up: 1 }).samples);
  metrics.flush();
  metrics.committed();
  connection.exec('BEGIN');
  metrics.put(putMetrics(2, { up: 2, heap: 5 }).samples);
  metrics.flush();
  connection.exec('ROLLBACK');
  metrics.undone();
  metrics.put(putMetrics(2, { up: 2, heap: 5 }).samples);
  metrics.flush();
  metrics.committed();
  expect(series()).toEqual([
    ['up', 2, 2],
    ['heap', 1, 5],
  ]);
  expect(connection.scalar('SELECT count(*) FROM metrics')).toBe(3);
  expect(metrics.total).toBe(3);
});

test('more series than a session holds are left out and counted, those that are known go on', () => {
  connection.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${SERIES_LIMIT - 1})
    INSERT INTO metric_series SELECT i, 'm' || i, '{}', 't', 'gauge', NULL, NULL, 1, 1, 1, 1 FROM n`);
  const metrics = createMetricWriter(connection);
  expect(metrics.put(putMetrics(1, { last: 1, over: 1 }).samples)).toBe(1);
  expect(metrics.put(putMetrics(2, { last: 2, over: 2 }).samples)).toBe(1);
  metrics.flush();
  expect(connection.scalar('SELECT count(*) FROM metric_series')).toBe(SERIES_LIMIT);
  expect(connection.scalar("SELECT samples FROM metric_series WHERE name = 'last'")).toBe(2);
});

test('a late sample does not count as the last', () => {
  const metrics = createMetricWriter(connection);
  metrics.put([...putMetrics(5, { up: 5 }).samples, ...putMetrics(3, { up: 3 }).samples]);
  metrics.flush();
  expect(series()).toEqual([['up', 2, 5]]);
});
