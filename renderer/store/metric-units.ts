// Renderer store, pure: what a metric is measured in, by its unit and its name, and its values as text.
import { formatCount, formatDuration, formatShare, formatSize } from '../kit/format.ts';
import type { MetricSeries } from '../../main/model/metric.ts';

export type MetricUnit = 'bytes' | 'seconds' | 'milliseconds' | 'share' | 'count';

const BY_UNIT: Readonly<Record<string, MetricUnit>> = {
  bytes: 'bytes',
  by: 'bytes',
  seconds: 'seconds',
  s: 'seconds',
  milliseconds: 'milliseconds',
  ms: 'milliseconds',
  ratio: 'share',
};

/** The unit of a series' values, as it says or as its name ends (Prometheus' naming rules). */
export function unitOf({ name, unit = '' }: Pick<MetricSeries, 'name' | 'unit'>): MetricUnit {
  const told = BY_UNIT[unit.toLowerCase()];
  // A histogram's unit is that of its sums; its counts and buckets count.
  if (/_(?:count|bucket)$/.test(name)) return 'count';
  if (told) return told;
  const words = name.split(/[_.]/).filter((word) => word !== 'total' && word !== 'sum');
  return BY_UNIT[words.at(-1) ?? ''] ?? 'count';
}

/** A value with its unit. */
export function formatMetric(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'bytes':
      return value < 0 ? `−${formatSize(-value)}` : formatSize(value);
    case 'seconds':
      return formatDuration(value * 1000);
    case 'milliseconds':
      return formatDuration(value);
    case 'share':
      return formatShare(value);
    case 'count':
      return formatNumber(value);
  }
}

/** A number with as many digits as say something: `0.034`, `3.7`, `1,284`. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 99.5 || Number.isInteger(value)) return formatCount(value);
  return String(Number(value.toPrecision(size >= 1 ? 3 : 2)));
}
