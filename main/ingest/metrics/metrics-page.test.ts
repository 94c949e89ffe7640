import { describe, expect, it } from 'vitest';
import { readMetricsPage } from './metrics-page.ts';

const page = (text: string, contentType = 'text/plain; version=0.0.4', status = 200) => ({
  status,
  contentType,
  bytes: new TextEncoder().encode(text),
});

describe('readMetricsPage', () => {
  it('gives samples with what the page says of them', () => {
    const { seen } = readMetricsPage(page('# HELP a Ours.\n# TYPE a counter\na{b="c"} 1\nx 2\n'), 'shop', 500);
    expect(seen.map(({ sample }) => sample)).toEqual([
      { at: 500, name: 'a', labels: { b: 'c' }, value: 1, target: 'shop', type: 'counter', help: 'Ours.' },
      { at: 500, name: 'x', labels: {}, value: 2, target: 'shop', type: 'untyped' },
    ]);
  });

  it('reads OpenMetrics by its content type, without the times at which counters began', () => {
    const text = '# TYPE a counter\na_total 1 10.5\na_created 3\n# TYPE up_created gauge\nup_created 1\n# EOF\n';
    const { seen } = readMetricsPage(page(text, 'application/openmetrics-text; version=1.0.0'), 'shop', 500);
    expect(seen.map(({ sample }) => [sample.name, sample.type, sample.at])).toEqual([
      ['a_total', 'counter', 10_500],
      ['up_created', 'gauge', 500],
    ]);
  });

  it('leaves out what is no number', () => {
    expect(readMetricsPage(page('a NaN\nb +Inf\nc 1\n'), 'shop', 0).seen).toHaveLength(1);
  });

  it('says why there are none', () => {
    expect(() => readMetricsPage(page('', '', 404), 'shop', 0)).toThrow('shop answered with 404 instead of 200.');
    expect(() => readMetricsPage(page('<!doctype html>\n<p>', 'text/html'), 'shop', 0)).toThrow(
      'shop did not answer in Prometheus’ text format (text/html, line 1).',
    );
  });
});
