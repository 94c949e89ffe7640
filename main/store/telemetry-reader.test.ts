import { expect, test } from 'vitest';
import type { MetricSample } from '../model/metric.ts';
import { putMetrics, putProfile, putSpan, TRACE_ID } from './fixtures/records.ts';
import { useSession, type SessionStage } from './fixtures/stage.ts';

/** The start of a minute. */
const START = 1_700_000_040_000;

let stage: SessionStage;
useSession((made) => void (stage = made));

test('a span that is sent again replaces what was known, at its place', () => {
  for (const id of [1, 2, 3]) stage.writer.write(putSpan(id));
  stage.writer.commit();
  stage.writer.write(putSpan(1, { exchangeId: '7', status: 'error' }));
  stage.writer.commit();
  const spans = stage.reader.spanRows({ limit: 9 });
  expect(spans.total).toBe(3);
  expect(spans.rows).toEqual([
    putSpan(1, { exchangeId: '7', status: 'error' }).record,
    putSpan(2).record,
    putSpan(3).record,
  ]);
  expect(stage.reader.spanRows({ limit: 1, afterId: putSpan(1).record.id }).rows).toEqual([putSpan(2).record]);
  expect(stage.reader.span(putSpan(2).record.id)).toEqual(putSpan(2).record);
  expect(stage.reader.trace(TRACE_ID).spans).toHaveLength(3);
  expect(stage.reader.telemetryTotals()).toMatchObject({ spans: 3, traced: 3 });
  expect(stage.writer.telemetry()).toMatchObject({ spans: 3 });
});

test('a span of a trace with a dash in its id is found', () => {
  stage.writer.write(putSpan(1, { id: 'odd-trace-0000000000000001', traceId: 'odd-trace' }));
  stage.writer.commit();
  expect(stage.reader.span('odd-trace-0000000000000001')).toMatchObject({ traceId: 'odd-trace' });
});

test('samples become series, whatever the order of their labels, and go on after a restart', () => {
  stage.writer.write(putMetrics(START, { up: 1, heap: 10 }));
  stage.writer.write(putMetrics(START + 1_000, { up: 1 }));
  stage.continue();
  const turned: MetricSample = {
    ...only(putMetrics(START + 61_000, { up: 0 }).samples),
    labels: { b: '1', job: 'api' },
  };
  stage.writer.write({ kind: 'metrics', samples: [turned] });
  stage.writer.commit();
  expect(stage.reader.metricSeries()).toMatchObject([
    { name: 'heap', samples: 1, lastValue: 10 },
    { name: 'up', samples: 3, firstAt: START, lastAt: START + 61_000, lastValue: 0, labels: { b: '1', job: 'api' } },
  ]);
  expect(stage.reader.telemetryTotals().metrics).toBe(4);
  expect(stage.writer.telemetry().metrics).toBe(4);
});

test('what is no number is no sample, and the same instant again is one', () => {
  stage.writer.write(putMetrics(START, { up: 1, quantile: NaN, bound: Infinity }));
  stage.writer.write(putMetrics(START, { up: 2 }));
  stage.writer.commit();
  expect(stage.reader.metricSeries()).toMatchObject([{ name: 'up', samples: 1, lastValue: 2 }]);
  expect(stage.reader.metricRows({ limit: 9 }).rows).toMatchObject([{ at: START, value: 2 }]);
});

test('a series is thinned to first instant, last, least and greatest value of each step', () => {
  for (let second = 0; second < 120; second++)
    stage.writer.write(putMetrics(START + second * 1_000, { heap: second === 70 ? 500 : second }));
  stage.writer.commit();
  const [series] = stage.reader.metricSeries();
  const ask = (fromAt: number, toAt: number, steps: number) =>
    stage.reader.metricPoints([series?.id ?? ''], { fromAt, toAt, steps })[0]?.points;
  expect(ask(START, START + 120_000, 2)).toEqual([
    { at: START, value: 59, least: 0, greatest: 59 },
    { at: START + 60_000, value: 119, least: 60, greatest: 500 },
  ]);
  expect(ask(START + 58_000, START + 62_000, 4)?.map(({ value }) => value)).toEqual([58, 59, 60, 61, 62]);
  expect(ask(START - 9e9, START - 8e9, 10)).toEqual([]);
  expect(stage.reader.metricPoints(['99'], { fromAt: START, toAt: START + 1, steps: 1 })).toEqual([
    { seriesId: '99', points: [] },
  ]);
});

test('every sample can be walked through, all or those of one series', () => {
  for (let second = 0; second < 65; second++)
    stage.writer.write(putMetrics(START + second * 1_000, { up: second, heap: 1 }));
  stage.writer.commit();
  const walk = (seriesId?: string) => {
    const values: string[] = [];
    for (let afterId: string | undefined; ;) {
      const { rows } = stage.reader.metricRows({ limit: 7, ...(afterId !== undefined && { afterId }) }, seriesId);
      for (const { name, value } of rows) values.push(`${name} ${value}`);
      afterId = rows.at(-1)?.id;
      if (afterId === undefined) return values;
    }
  };
  const up = Array.from({ length: 65 }, (_, second) => `up ${second}`);
  expect(walk().filter((value) => value.startsWith('up'))).toEqual(up);
  expect(walk()).toHaveLength(130);
  expect(walk(stage.reader.metricSeries().find(({ name }) => name === 'up')?.id)).toEqual(up);
});

test('a profile is kept with its bytes', () => {
  const { record, bytes } = putProfile(1);
  stage.writer.write({ kind: 'profile', record, bytes });
  stage.writer.commit();
  expect(stage.reader.profileRows({ limit: 5 })).toEqual({ rows: [record], total: 1 });
  expect(stage.reader.profile('1')).toEqual(record);
  expect(Buffer.from(stage.reader.profileBytes('1') ?? []).toString()).toBe('goroutine profile: total 1');
  expect(stage.reader.telemetryTotals().profiles).toBe(1);
  expect(stage.writer.telemetry().profiles).toBe(1);
});

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('The list is empty.');
  return first;
}
