// Renderer store, pure: points of series → values, rates and percentiles step by step along a time axis.
import type { MetricPoints } from '../../main/model/metric.ts';

/** Steps of equal length; step `i` begins at `from + i * stepMs`. Milliseconds since the Unix epoch. */
export interface StepAxis {
  readonly from: number;
  readonly stepMs: number;
  readonly count: number;
}

/** A value that does not change is recorded this often at least, with room for a late poll; in milliseconds. */
export const HOLD_MS = 17_000;

/** Steps asked for before the axis at most, so that its first steps know where values stood. */
const LEAD_LIMIT = 200;

export type StepValues = readonly (number | undefined)[];

/** What to ask so that the first steps have values too. */
export function toQuestion({ from, stepMs, count }: StepAxis): {
  readonly fromAt: number;
  readonly toAt: number;
  readonly steps: number;
} {
  const lead = Math.min(LEAD_LIMIT, Math.ceil(HOLD_MS / stepMs));
  return { fromAt: from - lead * stepMs, toAt: from + count * stepMs, steps: count + lead };
}

/**
 * The value at each step's end. A value holds until the next, but no longer than `HOLD_MS`, and not beyond the instant that anything
 * of its target is known at; later there was none.
 */
export function toSteps(points: MetricPoints['points'], axis: StepAxis, knownUntil = Infinity): StepValues {
  let next = 0;
  let held: { readonly at: number; readonly value: number } | undefined;
  return Array.from({ length: axis.count }, (_, index) => {
    const start = axis.from + index * axis.stepMs;
    for (let point = points[next]; point && point.at < start + axis.stepMs; point = points[next]) {
      held = point;
      next += 1;
    }
    return held && start <= knownUntil && start - held.at <= HOLD_MS ? held.value : undefined;
  });
}

/**
 * How much a counter grew in each step, per second. One that falls began anew. `fromZero` says that the series itself began within
 * the recording, so that its first value is growth too.
 */
export function toRates(values: StepValues, stepMs: number, fromZero: boolean): StepValues {
  return toGrowth(values, fromZero).map((growth) => (growth === undefined ? undefined : (growth * 1000) / stepMs));
}

/** How much a counter grew in each step. */
export function toGrowth(values: StepValues, fromZero: boolean): StepValues {
  let last = fromZero ? 0 : undefined;
  return values.map((value) => {
    if (value === undefined) return undefined;
    const growth = last === undefined ? undefined : value >= last ? value - last : value;
    last = value;
    return growth;
  });
}

/** The sum at each step; undefined where none has a value. */
export function addSteps(lists: readonly StepValues[], count: number): StepValues {
  return Array.from({ length: count }, (_, index) => {
    let sum: number | undefined;
    for (const list of lists) {
      const value = list[index];
      if (value !== undefined) sum = (sum ?? 0) + value;
    }
    return sum;
  });
}

/** The growth of a histogram's cumulative bucket: at most `bound`. */
export interface Bucket {
  readonly bound: number;
  readonly growth: StepValues;
}

/** A share's percentile at each step, by straight lines within buckets as Prometheus does; undefined where nothing was counted. */
export function toPercentiles(buckets: readonly Bucket[], share: number, count: number): StepValues {
  const sorted = [...buckets].sort((left, right) => left.bound - right.bound);
  return Array.from({ length: count }, (_, index) => percentile(sorted, share, index));
}

function percentile(buckets: readonly Bucket[], share: number, index: number): number | undefined {
  const total = buckets.at(-1)?.growth[index] ?? 0;
  if (total <= 0) return undefined;
  const rank = share * total;
  let below = 0;
  let lower = 0;
  for (const { bound, growth } of buckets) {
    const upTo = growth[index] ?? below;
    if (upTo >= rank) {
      if (bound === Infinity) return lower;
      return lower + (bound - lower) * (upTo === below ? 1 : (rank - below) / (upTo - below));
    }
    below = upTo;
    lower = bound;
  }
  return lower;
}
