// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { useMemo } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { query } from './commands.ts';
import { sampleTotals } from './log-sample.ts';
import { sampleSeries } from './metric-sample.ts';
import { sampleSession, SAMPLE_START } from './row-sample.ts';
import { useMetricSeries, useMetricValues } from './use-metrics.ts';
import { answerQueries } from '../test/answer-queries.ts';
import { cleanup, renderWith } from '../test/render.tsx';

vi.mock('./commands.ts', () => ({ query: vi.fn() }));
beforeEach(() => void vi.mocked(query).mockReset());
afterEach(cleanup);

const AXIS = { from: SAMPLE_START, stepMs: 1_000, count: 3 };
const IDS = Array.from({ length: 250 }, (_, index) => String(index));

function Figures() {
  const series = useMetricSeries();
  const ids = useMemo(() => series.map(({ id }) => id), [series]);
  const values = useMetricValues(ids, series, AXIS);
  return <p>{`${series.length} series, ${values?.series.get('249')?.join(' ') ?? 'nothing'}`}</p>;
}

it('asks for all values in questions of a bounded size', async () => {
  answerQueries(query, (name, ids) =>
    name === 'metricSeries'
      ? IDS.map((id) => sampleSeries(Number(id), `a${id}`, { lastAt: SAMPLE_START + 1_500 }))
      : ids.map((seriesId) => ({
          seriesId,
          points: [{ at: SAMPLE_START, value: Number(seriesId), least: 0, greatest: 0 }],
        })),
  );
  await renderWith(<Figures />, { session: { ...sampleSession([]), telemetry: { ...sampleTotals([]), metrics: 1 } } });
  expect(await screen.findByText('250 series, 249 249', undefined, { timeout: 15_000 })).toBeTruthy();
  const sizes = vi
    .mocked(query)
    .mock.calls.flatMap(([name, ids]) => (name === 'metricPoints' ? [(ids as unknown as string[]).length] : []));
  expect(sizes).toEqual([200, 50]);
});

it('asks nothing of a session without metrics', async () => {
  await renderWith(<Figures />, { session: sampleSession([]) });
  expect(screen.getByText('0 series, nothing')).toBeTruthy();
  expect(vi.mocked(query).mock.calls.filter(([name]) => name === 'metricSeries')).toEqual([]);
});
