// Store: puts samples of metrics into their series, minute by minute.
import type { MetricSample } from '../model/metric.ts';
import type { Connection } from './connection.ts';
import { createRowInserter } from './row-inserter.ts';

/** Series that one session holds. */
export const SERIES_LIMIT = 20_000;
/** Samples of one minute lie together. */
export const MINUTE_MS = 60_000;

export interface MetricWriter {
  /** Puts samples within the transaction that is open; answers how many were left out because there are too many series. What is no number is no sample. */
  put(samples: readonly MetricSample[]): number;
  /** Writes what waits. */
  flush(): void;
  committed(): void;
  undone(): void;
  /** Samples in the file. */
  readonly total: number;
}

interface Series {
  readonly id: number;
  samples: number;
  firstAt: number;
  lastAt: number;
  lastValue: number;
}

export function createMetricWriter(connection: Connection): MetricWriter {
  const rows = createRowInserter(connection, 'metrics', ['minute', 'series', 'at', 'value']);
  const make = connection.prepare(
    `INSERT INTO metric_series (id, name, labels, target, type, help, unit, samples, first_at, last_at, last_value)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
  );
  const update = connection.prepare(
    'UPDATE metric_series SET samples = ?, first_at = ?, last_at = ?, last_value = ? WHERE id = ?',
  );
  let series = readSeries(connection);
  let total = sumSamples(series);
  let stale = false;
  const changed = new Set<Series>();

  /** What was put since the last commit is gone; read again only now, as the file can't be read while it fails. */
  function renew(): void {
    if (!stale) return;
    series = readSeries(connection);
    total = sumSamples(series);
    stale = false;
  }

  function find(sample: MetricSample): Series | undefined {
    const labels = toLabels(sample.labels);
    const key = toKey(sample.name, sample.target, labels);
    const known = series.get(key);
    if (known || series.size >= SERIES_LIMIT) return known;
    const { at, value, name, target, type, help, unit } = sample;
    const made: Series = { id: series.size + 1, samples: 0, firstAt: at, lastAt: at, lastValue: value };
    make.run([made.id, name, labels, target, type, help ?? null, unit ?? null, at, at, value]);
    series.set(key, made);
    return made;
  }

  return {
    get total() {
      return total;
    },
    put(samples) {
      renew();
      let left = 0;
      for (const sample of samples) {
        const { at, value } = sample;
        if (!Number.isFinite(value) || !Number.isFinite(at)) continue;
        const one = find(sample);
        if (!one) {
          left += 1;
          continue;
        }
        rows.add([Math.floor(at / MINUTE_MS), one.id, at, value]);
        // The same instant again replaces what was said of it.
        if (at !== one.lastAt || one.samples === 0) {
          one.samples += 1;
          total += 1;
        }
        one.firstAt = Math.min(one.firstAt, at);
        if (at >= one.lastAt) {
          one.lastAt = at;
          one.lastValue = value;
        }
        changed.add(one);
      }
      return left;
    },
    flush() {
      rows.flush();
      for (const { id, samples, firstAt, lastAt, lastValue } of changed)
        update.run([samples, firstAt, lastAt, lastValue, id]);
    },
    committed: () => changed.clear(),
    undone() {
      rows.clear();
      changed.clear();
      stale = true;
    },
  };
}

function readSeries(connection: Connection): Map<string, Series> {
  const rows = connection
    .prepare('SELECT id, samples, first_at, last_at, last_value, name, target, labels FROM metric_series')
    .all([]);
  return new Map(
    rows.map(([id, samples, firstAt, lastAt, lastValue, name, target, labels]) => [
      toKey(name as string, target as string, labels as string),
      {
        id: id as number,
        samples: samples as number,
        firstAt: firstAt as number,
        lastAt: lastAt as number,
        lastValue: lastValue as number,
      },
    ]),
  );
}

function sumSamples(series: ReadonlyMap<string, Series>): number {
  let sum = 0;
  for (const { samples } of series.values()) sum += samples;
  return sum;
}

function toKey(name: string, target: string, labels: string): string {
  return `${name}\n${target}\n${labels}`;
}

/** The same labels in another order are the same. */
function toLabels(labels: MetricSample['labels']): string {
  const names = Object.keys(labels);
  if (names.length > 1) names.sort();
  return names.length === 0 ? '{}' : JSON.stringify(Object.fromEntries(names.map((name) => [name, labels[name]])));
}
