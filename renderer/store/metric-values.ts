// Renderer store, pure: what a chart's lines are at each step.
import type { MetricSeries } from '../../main/model/metric.ts';
import type { MetricChart, MetricLine } from './metric-choice.ts';
import { addSteps, toGrowth, toPercentiles, toRates, type StepValues } from './metric-steps.ts';
import type { MetricValues } from './use-metrics.ts';

/** Percentiles drawn of a histogram. */
export const SHARES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** A series that began this much after its target's first began with what it counted, in milliseconds. */
const BORN_LATER_MS = 100;

/** A line's values. `firstAt` is when its target was first heard of. */
export function toLineValues(line: MetricLine, values: MetricValues, firstAt: number): StepValues {
  const { stepMs, count } = values.axis;
  const lists = line.series.map((series) => {
    const steps = values.series.get(series.id) ?? [];
    return line.reading === 'value' ? steps : toRates(steps, stepMs, isBornLater(series, firstAt, values));
  });
  return lists.length === 1 ? (lists[0] ?? []) : addSteps(lists, count);
}

/** The percentiles of a histogram, all its series taken together. */
export function toHistogramValues(
  { buckets }: NonNullable<MetricChart['histogram']>,
  values: MetricValues,
  firstAt: number,
): Readonly<Record<keyof typeof SHARES, StepValues>> {
  const { count } = values.axis;
  const byBound = new Map<number, StepValues[]>();
  for (const series of buckets) {
    const le = series.labels.le ?? '';
    const bound = le === '+Inf' ? Infinity : Number(le);
    const growth = toGrowth(values.series.get(series.id) ?? [], isBornLater(series, firstAt, values));
    byBound.set(bound, [...(byBound.get(bound) ?? []), growth]);
  }
  const sums = [...byBound].map(([bound, lists]) => ({ bound, growth: addSteps(lists, count) }));
  const { p50, p95, p99 } = SHARES;
  return {
    p50: toPercentiles(sums, p50, count),
    p95: toPercentiles(sums, p95, count),
    p99: toPercentiles(sums, p99, count),
  };
}

/** Whether the series began within the axis and the recording: before it stood at nothing. */
function isBornLater({ firstAt }: MetricSeries, targetFirstAt: number, { axis }: MetricValues): boolean {
  return firstAt > targetFirstAt + BORN_LATER_MS && firstAt >= axis.from;
}

/** When each target was first heard of. */
export function firstInstants(series: readonly MetricSeries[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { target, firstAt } of series) first.set(target, Math.min(firstAt, first.get(target) ?? Infinity));
  return first;
}

/** The last value of a list; undefined where it has none. */
export function lastOf(values: StepValues): number | undefined {
  for (let index = values.length - 1; index >= 0; index -= 1) if (values[index] !== undefined) return values[index];
  return undefined;
}
