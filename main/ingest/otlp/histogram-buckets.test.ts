import { expect, it } from 'vitest';
import { EXPONENTIAL_BUCKET_LIMIT, toBuckets, toExponentialBuckets } from './histogram-buckets.ts';

it('counts all below a bound too', () => {
  expect(toBuckets({ count: '6', explicitBounds: [0.5, 1], bucketCounts: ['1', '2', '3'] })).toEqual([
    { le: '0.5', count: 1 },
    { le: '1', count: 3 },
    { le: '+Inf', count: 6 },
  ]);
  expect(toBuckets({ count: '6' })).toEqual([{ le: '+Inf', count: 6 }]);
});

it('refuses bounds and counts that do not fit each other', () => {
  expect(toBuckets({ explicitBounds: [1], bucketCounts: [1] })).toBeUndefined();
  expect(toBuckets({ explicitBounds: ['x'], bucketCounts: [1, 2] })).toBeUndefined();
});

it('reads exponential buckets from the least value to the greatest', () => {
  const point = {
    scale: 0,
    zeroCount: '2',
    negative: { offset: 0, bucketCounts: ['3', '4'] },
    positive: { offset: 1, bucketCounts: ['5', '0', '6'] },
  };
  expect(toExponentialBuckets(point)).toEqual([
    { le: '-2', count: 4 },
    { le: '-1', count: 7 },
    { le: '0', count: 9 },
    { le: '4', count: 14 },
    { le: '8', count: 14 },
    { le: '16', count: 20 },
    { le: '+Inf', count: 20 },
  ]);
});

it('takes no bound that no number holds, and no more buckets than its limit', () => {
  const huge = { scale: -10, positive: { offset: 4, bucketCounts: ['1'] } };
  expect(toExponentialBuckets(huge)).toEqual([{ le: '+Inf', count: 1 }]);
  const many = { positive: { bucketCounts: Array.from({ length: EXPONENTIAL_BUCKET_LIMIT + 1 }, () => 1) } };
  expect(toExponentialBuckets(many)).toBeUndefined();
});
