import { describe, expect, it } from 'vitest';
import type { StepValues } from './metric-steps.ts';
import { sampleSeries } from './metric-sample.ts';
import { firstInstants, lastOf, toHistogramValues, toLineValues } from './metric-values.ts';
import { SAMPLE_START } from './row-sample.ts';

const values = (series: Record<string, StepValues>, count = 3) => ({
  axis: { from: SAMPLE_START, stepMs: 2_000, count },
  series: new Map(Object.entries(series)),
});
const line = (reading: 'value' | 'rate', ...series: ReturnType<typeof sampleSeries>[]) => ({
  ...{ key: 'k', label: 'l', unit: 'count' as const },
  reading,
  series,
});

describe('toLineValues', () => {
  it('shows gauges as they are and adds up the growth of counters', () => {
    const gauge = sampleSeries(1, 'a');
    expect(toLineValues(line('value', gauge), values({ 1: [1, undefined, 3] }), SAMPLE_START)).toEqual([
      1,
      undefined,
      3,
    ]);
    const sum = toLineValues(
      line('rate', gauge, sampleSeries(2, 'a')),
      values({ 1: [0, 4, 4], 2: [10, 10, 16] }),
      SAMPLE_START,
    );
    expect(sum).toEqual([undefined, 2, 3]);
  });

  it('counts what a series that came later began with', () => {
    const late = sampleSeries(1, 'a', { firstAt: SAMPLE_START + 2_500 });
    expect(toLineValues(line('rate', late), values({ 1: [undefined, 4, 4] }), SAMPLE_START)).toEqual([undefined, 2, 0]);
  });

  it('has nothing where nothing was answered', () => {
    expect(toLineValues(line('value', sampleSeries(9, 'a')), values({}), SAMPLE_START)).toEqual([]);
  });
});

it('takes all series of a histogram together', () => {
  const bucket = (id: number, le: string) => sampleSeries(id, 'd_bucket', { labels: { le } });
  const { p50, p95 } = toHistogramValues(
    { target: 'shop', name: 'd', buckets: [bucket(1, '0.1'), bucket(2, '+Inf'), bucket(3, '0.1'), bucket(4, '+Inf')] },
    values({ 1: [0, 5, 5], 2: [0, 5, 5], 3: [0, 5, 5], 4: [0, 5, 5] }),
    SAMPLE_START,
  );
  expect(p50).toEqual([undefined, 0.05, undefined]);
  expect(p95[1]).toBeCloseTo(0.095);
});

it('knows when targets came, and the last of a line', () => {
  expect(firstInstants([sampleSeries(1, 'a', { firstAt: 9 }), sampleSeries(2, 'b', { firstAt: 4 })]).get('shop')).toBe(
    4,
  );
  expect(lastOf([1, 2, undefined])).toBe(2);
  expect(lastOf([undefined])).toBeUndefined();
});
