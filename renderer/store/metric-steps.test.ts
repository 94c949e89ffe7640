import { describe, expect, it } from 'vitest';
import { addSteps, HOLD_MS, toPercentiles, toQuestion, toRates, toSteps } from './metric-steps.ts';

const point = (at: number, value: number) => ({ at, value, least: value, greatest: value });
const axis = { from: 10_000, stepMs: 1_000, count: 4 };

describe('toSteps', () => {
  it('holds a value until the next', () => {
    expect(toSteps([point(9_000, 5), point(11_200, 6), point(11_900, 7)], axis)).toEqual([5, 7, 7, 7]);
  });

  it('has none before the first, and none long after the last', () => {
    expect(toSteps([point(12_500, 1)], axis)).toEqual([undefined, undefined, 1, 1]);
    expect(toSteps([point(10_000, 1)], axis, 11_500)).toEqual([1, 1, undefined, undefined]);
    expect(toSteps([point(10_000 - HOLD_MS + 1_500, 1)], axis)).toEqual([1, 1, undefined, undefined]);
  });
});

it('asks for what stood before the axis, within bounds', () => {
  expect(toQuestion(axis)).toEqual({ fromAt: -7_000, toAt: 14_000, steps: 21 });
  expect(toQuestion({ from: 0, stepMs: 1, count: 50 })).toEqual({ fromAt: -200, toAt: 50, steps: 250 });
});

describe('toRates', () => {
  it('counts growth per second, also over a restart', () => {
    expect(toRates([10, 14, 14, 3], 2_000, false)).toEqual([undefined, 2, 0, 1.5]);
  });

  it('counts the first value of a series that began within the recording', () => {
    expect(toRates([undefined, 4, 6], 1_000, true)).toEqual([undefined, 4, 2]);
  });
});

it('adds what there is', () => {
  expect(
    addSteps(
      [
        [1, undefined, undefined],
        [2, 5],
      ],
      3,
    ),
  ).toEqual([3, 5, undefined]);
});

describe('toPercentiles', () => {
  const buckets = [
    { bound: Infinity, growth: [10, 0, 4] },
    { bound: 0.1, growth: [5, 0, 0] },
    { bound: 0.5, growth: [9, 0, 0] },
  ];

  it('draws straight lines within a bucket', () => {
    expect(toPercentiles(buckets, 0.5, 1)).toEqual([0.1]);
    expect(toPercentiles(buckets, 0.7, 1)[0]).toBeCloseTo(0.3);
  });

  it('tells the last bound of what is beyond all, and nothing of nothing', () => {
    expect(toPercentiles(buckets, 0.99, 3)).toEqual([0.5, undefined, 0.5]);
    expect(toPercentiles([], 0.5, 2)).toEqual([undefined, undefined]);
  });
});
