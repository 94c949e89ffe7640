// Renderer store: series of metrics for tests.
import type { MetricSeries } from '../../main/model/metric.ts';
import { SAMPLE_START } from './row-sample.ts';

/** A gauge of one sample. */
export function sampleSeries(id: number, name: string, more: Partial<MetricSeries> = {}): MetricSeries {
  return {
    id: String(id),
    name,
    labels: {},
    target: 'shop',
    type: 'gauge',
    samples: 1,
    firstAt: SAMPLE_START,
    lastAt: SAMPLE_START,
    lastValue: 1,
    ...more,
  };
}
