import { describe, expect, it } from 'vitest';
import { DurationHistogram, HISTOGRAM_STEPS } from './duration-histogram.ts';

const of = (...durations: number[]) => {
  const histogram = new DurationHistogram();
  for (const duration of durations) histogram.add(duration);
  return histogram;
};

describe('duration histogram', () => {
  it('tells percentiles within one percent', () => {
    const histogram = of(...Array.from({ length: 1000 }, (_, index) => index + 1));
    const [p50 = 0, p95 = 0, p99 = 0] = histogram.percentiles([0.5, 0.95, 0.99]);
    expect(p50 / 500).toBeCloseTo(1, 1);
    expect(Math.abs(p95 / 950 - 1)).toBeLessThan(0.011);
    expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.011);
  });

  it('never tells more than the largest', () => {
    expect(of(412).percentiles([0.5, 1])).toEqual([expect.closeTo(412, -1), expect.closeTo(412, -1)]);
    expect(of(412).percentiles([1])[0]).toBeLessThanOrEqual(412);
  });

  it('tells nothing of nothing', () => {
    expect(of().percentiles([0.5])).toEqual([undefined]);
  });

  it('adds up', () => {
    const sum = of(1, 2);
    sum.addAll(of(1000));
    expect([sum.count, sum.largestMs]).toEqual([3, 1000]);
    expect(sum.percentiles([1])[0]).toBeGreaterThan(900);
  });

  it('counts what is longer than its last step as that', () => {
    const long = of(1e12, 0);
    expect(long.count).toBe(2);
    expect(HISTOGRAM_STEPS).toBeLessThan(1000);
    expect(long.percentiles([0.5])[0]).toBeCloseTo(0.1);
  });
});
