import { expect, it } from 'vitest';
import { DeltaTotals } from './delta-totals.ts';
import { toMetrics } from './otlp-metrics.ts';

const read = (metric: object, totals = new DeltaTotals()) =>
  toMetrics({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', ...metric }] }] }] }, totals, 7);
const at = { timeUnixNano: '1700000000000000000' };

it('reads gauges and sums with their labels in order', () => {
  const attributes = [
    { key: 'z', value: { intValue: '1' } },
    { key: 'a', value: { arrayValue: { values: [{ boolValue: true }] } } },
  ];
  const { metrics } = read({
    unit: 's',
    description: 'd',
    gauge: { dataPoints: [{ ...at, asDouble: 0.5, attributes }] },
  });
  expect(metrics).toEqual([
    {
      ...{
        at: 1_700_000_000_000,
        name: 'm',
        target: 'otlp:unknown_service',
        type: 'gauge',
        value: 0.5,
        help: 'd',
        unit: 's',
      },
      labels: { a: '[true]', z: '1' },
    },
  ]);
  expect(Object.keys(metrics[0]?.labels ?? {})).toEqual(['a', 'z']);
  const sum = { isMonotonic: true, aggregationTemporality: 2, dataPoints: [{ asInt: '12' }] };
  expect(read({ sum }).metrics).toMatchObject([{ type: 'counter', value: 12, at: 7 }]);
});

it('adds up deltas by series, buckets too', () => {
  const totals = new DeltaTotals();
  const point = (value: string, key: string) => ({
    asInt: value,
    attributes: [{ key: 'k', value: { stringValue: key } }],
  });
  const sum = { isMonotonic: true, aggregationTemporality: 1, dataPoints: [point('2', 'a'), point('3', 'b')] };
  read({ sum }, totals);
  expect(read({ sum }, totals).metrics.map(({ value }) => value)).toEqual([4, 6]);
  const histogram = {
    aggregationTemporality: 1,
    dataPoints: [{ count: '3', sum: 9, explicitBounds: [1], bucketCounts: ['1', '2'] }],
  };
  read({ histogram }, totals);
  expect(read({ histogram }, totals).metrics.map(({ name, labels, value }) => [name, labels['le'], value])).toEqual([
    ['m_bucket', '1', 2],
    ['m_bucket', '+Inf', 6],
    ['m_sum', undefined, 18],
    ['m_count', undefined, 6],
  ]);
});

it('reads summaries by quantile', () => {
  const quantileValues = [
    { quantile: 0.5, value: 3 },
    { quantile: 0.99, value: 'NaN' },
  ];
  const { metrics } = read({ summary: { dataPoints: [{ count: '4', sum: 12, quantileValues }] } });
  expect(metrics.map(({ name, labels, value, type }) => [name, labels['quantile'], value, type])).toEqual([
    ['m', '0.5', 3, 'summary'],
    ['m_sum', undefined, 12, 'summary'],
    ['m_count', undefined, 4, 'summary'],
  ]);
});

it('leaves out what has no value, and tells of what has no form', () => {
  expect(read({ gauge: { dataPoints: [{ flags: 1 }] } })).toEqual({ metrics: [], rejected: { count: 0, message: '' } });
  const gauge = { dataPoints: [{ asDouble: 'NaN' }, {}] };
  const histogram = { dataPoints: [{ explicitBounds: [1], bucketCounts: ['1'] }] };
  expect(read({ gauge, histogram })).toEqual({
    metrics: [],
    rejected: { count: 3, message: 'Left out: 2 without a number, 1 with buckets that do not fit each other.' },
  });
  expect(read({ name: '', gauge: { dataPoints: [{ asInt: 1 }] } }).rejected).toEqual({
    count: 1,
    message: 'Left out: 1 without a name.',
  });
});
