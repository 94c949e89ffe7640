// Store: answers questions about spans, metrics and profiles, and how much there is of all that programs tell of themselves.
import type { MetricPoints, MetricRow, MetricSeries, MetricType } from '../model/metric.ts';
import type { ProfileRecord } from '../model/profile.ts';
import type { Page } from '../model/protocol.ts';
import type { SpanRecord } from '../model/span.ts';
import type { TelemetryTotals } from '../model/telemetry.ts';
import type { Row, Value } from './connection.ts';
import { EARLY_LOG_SUMS, FIRST_LOG, LAST_LOG, LOG_SUMS, parseLogTotals } from './log-tally.ts';
import { MINUTE_MS } from './metric-writer.ts';
import { toKey, toLimit, type PageRequest, type SessionTables } from './session-tables.ts';
import { parseProfile, parseSpan } from './span-columns.ts';

/** How many spans, logs and errors belong to traces. */
export const TRACED_SUM = `SELECT (SELECT count(*) FROM spans) + (SELECT count(*) FROM logs WHERE trace_id IS NOT NULL)
  + (SELECT count(*) FROM errors WHERE trace_id IS NOT NULL)`;

/** Series in one answer, the first by name; and series whose points one question asks for. */
export const SERIES_ANSWERED = 5_000;
export const POINTS_SERIES = 200;
/** The most steps of one series. */
export const POINTS_STEPS = 5_000;
/** The version from which there are spans, metrics and profiles. */
const TELEMETRY_VERSION = 4;

interface TimeSteps {
  readonly fromAt: number;
  readonly toAt: number;
  readonly steps: number;
}

export class TelemetryReader {
  readonly #tables: SessionTables;

  constructor(tables: SessionTables) {
    this.#tables = tables;
  }

  totals(): TelemetryTotals {
    const tables = this.#tables;
    const isThere = tables.isAtLeast(TELEMETRY_VERSION);
    const sums = isThere ? tables.all('log_seconds', LOG_SUMS) : tables.all('logs', EARLY_LOG_SUMS);
    const sum = (table: string, sql: string) => Number(tables.get(table, sql)?.[0] ?? 0);
    return {
      logs: parseLogTotals(sums, tables.get('logs', FIRST_LOG), tables.get('logs', LAST_LOG)),
      spans: sum('spans', 'SELECT max(id) FROM spans'),
      metrics: this.metricCount(),
      profiles: tables.count('profiles'),
      traced: isThere ? sum('spans', TRACED_SUM) : 0,
    };
  }

  /** Samples of all series. */
  metricCount(): number {
    return Number(this.#tables.get('metric_series', 'SELECT sum(samples) FROM metric_series')?.[0] ?? 0);
  }

  span(id: string): SpanRecord | undefined {
    const row = this.#tables.get('spans', 'SELECT record FROM spans WHERE trace_id = ? AND span_id = ?', toSpanKey(id));
    return row && parseSpan(row);
  }

  spanRows(page: PageRequest): Page<SpanRecord> {
    const { afterId } = page;
    const after = afterId === undefined ? '' : 'WHERE id > (SELECT id FROM spans WHERE trace_id = ? AND span_id = ?)';
    const sql = `SELECT record FROM spans ${after} ORDER BY id LIMIT ?`;
    const values = [...(afterId === undefined ? [] : toSpanKey(afterId)), toLimit(page)];
    const total = Number(this.#tables.get('spans', 'SELECT max(id) FROM spans')?.[0] ?? 0);
    return { rows: this.#tables.all('spans', sql, values).map(parseSpan), total };
  }

  profileRows(page: PageRequest): Page<ProfileRecord> {
    return this.#tables.recordPage('profiles', page, parseProfile);
  }

  profile(id: string): ProfileRecord | undefined {
    const row = this.#tables.get('profiles', 'SELECT record FROM profiles WHERE id = ?', [toKey(id)]);
    return row && parseProfile(row);
  }

  profileBytes(id: string): Uint8Array | undefined {
    return this.#tables.get('profiles', 'SELECT bytes FROM profiles WHERE id = ?', [toKey(id)])?.[0] as
      Uint8Array | undefined;
  }

  metricSeries(): readonly MetricSeries[] {
    const sql = `SELECT ${SERIES_LIST} FROM metric_series ORDER BY name, target, id LIMIT ?`;
    return this.#tables.all('metric_series', sql, [SERIES_ANSWERED]).map(parseSeries);
  }

  metricPoints(seriesIds: readonly string[], span: TimeSteps): readonly MetricPoints[] {
    return seriesIds.slice(0, POINTS_SERIES).map((seriesId) => ({ seriesId, points: this.#points(seriesId, span) }));
  }

  /** Samples in full, minute by minute and series by series; those of one series with `seriesId`. */
  metricRows(page: PageRequest, seriesId?: string): Page<MetricRow> {
    const parts = ['1'];
    const values: Value[] = [];
    if (page.afterId !== undefined) {
      parts.push('(minute, series, at) > (?, ?, ?)');
      values.push(...page.afterId.split(' ').map(Number));
    }
    if (seriesId !== undefined) {
      parts.push('series = ?');
      values.push(toKey(seriesId));
    }
    const sql = `SELECT minute, metrics.at, value, ${SERIES_LIST} FROM metrics JOIN metric_series ON id = series
      WHERE ${parts.join(' AND ')} ORDER BY minute, series, at LIMIT ?`;
    const rows = this.#tables.all('metrics', sql, [...values, toLimit(page)]);
    return { rows: rows.map(parseMetric), total: this.metricCount() };
  }

  #points(seriesId: string, { fromAt, toAt, steps }: TimeSteps): MetricPoints['points'] {
    const series = toKey(seriesId);
    const known = this.#tables.get('metric_series', 'SELECT first_at, last_at FROM metric_series WHERE id = ?', [
      series,
    ]);
    if (!known) return [];
    const from = Math.max(fromAt, known[0] as number);
    const to = Math.min(toAt, known[1] as number);
    const stepMs = Math.max(toAt - fromAt, 1e-3) / Math.min(Math.max(1, Math.floor(steps)), POINTS_STEPS);
    if (!(from <= to)) return [];
    const minutes = [Math.floor(from / MINUTE_MS), Math.floor(to / MINUTE_MS)];
    return this.#tables
      .all('metrics', POINTS_SQL, [...minutes, series, from, to, fromAt, stepMs, series])
      .map(([at, value, least, greatest]) => ({
        at: at as number,
        value: value as number,
        least: least as number,
        greatest: greatest as number,
      }));
  }
}

/** Minute by minute, as the samples lie; the last value of a step is found by its instant. */
const POINTS_SQL = `
  WITH RECURSIVE minutes (minute, last) AS (
    SELECT ?, ? UNION ALL SELECT minute + 1, last FROM minutes WHERE minute < last
  ), steps AS (
    SELECT min(at) AS first_at, max(at) AS last_at, min(value) AS least, max(value) AS greatest
    FROM minutes CROSS JOIN metrics USING (minute)
    WHERE series = ? AND at >= ? AND at <= ?
    GROUP BY CAST((at - ?) / ? AS INTEGER)
  )
  SELECT first_at, value, least, greatest FROM steps
  JOIN metrics ON metrics.minute = CAST(floor(last_at / ${MINUTE_MS}.0) AS INTEGER) AND series = ? AND at = last_at
  ORDER BY first_at`;

const SERIES_LIST = 'id, name, labels, target, type, help, unit, samples, first_at, last_at, last_value';

function parseSeries([
  id,
  name,
  labels,
  target,
  type,
  help,
  unit,
  samples,
  firstAt,
  lastAt,
  lastValue,
]: Row): MetricSeries {
  return {
    id: String(id),
    name: name as string,
    labels: JSON.parse(labels as string) as MetricSeries['labels'],
    target: target as string,
    type: type as MetricType,
    ...(help === null ? undefined : { help: help as string }),
    ...(unit === null ? undefined : { unit: unit as string }),
    samples: samples as number,
    firstAt: firstAt as number,
    lastAt: lastAt as number,
    lastValue: lastValue as number,
  };
}

function parseMetric([minute, at, value, ...series]: Row): MetricRow {
  const { id: seriesId, name, labels, target, type, help, unit } = parseSeries(series);
  return {
    id: `${String(minute)} ${seriesId} ${String(at)}`,
    seriesId,
    at: at as number,
    name,
    labels,
    value: value as number,
    target,
    type,
    ...(help === undefined ? undefined : { help }),
    ...(unit === undefined ? undefined : { unit }),
  };
}

function toSpanKey(id: string): readonly [string, string] {
  const dash = id.lastIndexOf('-');
  return [id.slice(0, dash), id.slice(dash + 1)];
}
