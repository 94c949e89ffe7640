import { describe, expect, it } from 'vitest';
import { seriesOf, toLaneLines, toMetricCharts } from './metric-choice.ts';
import { sampleSeries } from './metric-sample.ts';

const go = [
  sampleSeries(1, 'go_goroutines'),
  sampleSeries(2, 'process_resident_memory_bytes'),
  sampleSeries(3, 'go_memstats_heap_inuse_bytes'),
  sampleSeries(4, 'go_memstats_heap_alloc_bytes'),
  sampleSeries(5, 'process_open_fds'),
  sampleSeries(6, 'go_gc_duration_seconds', { type: 'summary', labels: { quantile: '0.5' } }),
  sampleSeries(7, 'go_gc_duration_seconds', { type: 'summary', labels: { quantile: '1' } }),
  sampleSeries(8, 'process_cpu_seconds_total', { type: 'counter' }),
];

const bucket = (id: number, route: string, le: string) =>
  sampleSeries(id, 'http_request_duration_seconds_bucket', { type: 'histogram', labels: { route, le } });

describe('toMetricCharts', () => {
  it('knows what a Go program tells', () => {
    const charts = toMetricCharts(go, []);
    expect(charts.map(({ kind, unit, lines }) => [kind, unit, lines.map(({ word }) => word)])).toEqual([
      ['goroutines', 'count', ['goroutines']],
      ['memory', 'bytes', ['resident', 'heap']],
      ['handles', 'count', ['open']],
      ['cpu', 'share', ['cpu']],
      ['gc', 'seconds', ['longest', 'median']],
    ]);
    expect(charts[1]?.lines[1]?.series.map(({ id }) => id)).toEqual(['3']);
    expect(seriesOf(charts).map(({ id }) => id)).not.toContain('4');
  });

  it('names targets where there are several, and knows OpenTelemetry’s names', () => {
    const charts = toMetricCharts([...go, sampleSeries(20, 'go.goroutine.count', { target: 'otlp:cart' })], []);
    expect(charts[0]?.lines.map(({ label, word }) => `${label} ${word}`)).toEqual([
      'shop goroutines',
      'otlp:cart goroutines',
    ]);
  });

  it('draws requests from histograms, without its own', () => {
    const charts = toMetricCharts(
      [bucket(1, '/api', '0.1'), bucket(2, '/api', '+Inf'), bucket(3, '/metrics', '+Inf')],
      [],
    );
    expect(charts.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['rate', 'count'],
      ['latency', 'seconds'],
    ]);
    expect(charts[0]?.lines[0]).toMatchObject({ label: 'shop', reading: 'rate', series: [{ id: '2' }] });
    expect(charts[1]?.histogram?.buckets.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('draws what a person chose, counters by their growth', () => {
    const charts = toMetricCharts(
      [
        sampleSeries(1, 'jobs_total', { type: 'counter', labels: { queue: 'a' } }),
        sampleSeries(2, 'jobs_total', { type: 'counter', labels: { queue: 'b' } }),
        sampleSeries(3, 'shop_open_sockets'),
      ],
      ['jobs_total', 'gone', 'shop_open_sockets'],
    );
    expect(charts.map(({ name, lines }) => [name, lines.map(({ label, reading }) => [label, reading])])).toEqual([
      [
        'jobs_total',
        [
          ['shop queue=a', 'rate'],
          ['shop queue=b', 'rate'],
        ],
      ],
      ['shop_open_sockets', [['shop open sockets', 'value']]],
    ]);
  });
});

describe('toLaneLines', () => {
  it('takes the usual ones, or those chosen, or any gauges', () => {
    const labels = (lines: ReturnType<typeof toLaneLines>) => lines.map(({ label, word }) => word ?? label);
    expect(labels(toLaneLines(go, []))).toEqual(['goroutines', 'resident', 'open']);
    expect(labels(toLaneLines(go, ['process_cpu_seconds_total', 'gone']))).toEqual(['process cpu seconds']);
    expect(
      labels(toLaneLines([sampleSeries(1, 'queue_depth'), sampleSeries(2, 'x', { type: 'counter' })], [])),
    ).toEqual(['queue depth']);
    expect(toLaneLines([], [])).toEqual([]);
  });
});
