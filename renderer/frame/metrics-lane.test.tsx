// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleTotals } from '../store/log-sample.ts';
import { sampleSeries } from '../store/metric-sample.ts';
import { SAMPLE_START, sampleRow, sampleSession } from '../store/row-sample.ts';
import { query } from '../store/commands.ts';
import { answerQueries } from '../test/answer-queries.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { linePath } from './metrics-lane.tsx';
import { Strip } from './strip.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts').then((stub) => ({ ...stub, query: vi.fn() })));

/** Time enough on a busy machine. */
const SLOW = { timeout: 15_000 };

const point = (at: number, value: number) => ({ at, value, least: value, greatest: value });

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
  answerQueries(query, (name) =>
    name === 'metricSeries'
      ? [sampleSeries(1, 'go_goroutines', { lastAt: SAMPLE_START + 20_000 })]
      : [{ seriesId: '1', points: [point(SAMPLE_START, 9), point(SAMPLE_START + 12_000, 61)] }],
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const session = () => ({ ...sampleSession([sampleRow(1)]), telemetry: { ...sampleTotals([]), metrics: 2 } });

describe('the strip’s lane of metrics', () => {
  it('tells the last values, and those at the pointer', async () => {
    await renderWith(<Strip />, { session: session() });
    const lane = await screen.findByRole('img', { name: 'Metrics: goroutines 61' }, SLOW);
    expect(lane.querySelectorAll('path')).toHaveLength(1);
    const lanes = lane.parentElement;
    if (!lanes) throw new Error('No lanes.');
    fireEvent(lanes, new MouseEvent('pointermove', { bubbles: true, clientX: 30 }));
    expect(screen.getByRole('img', { name: 'Metrics: goroutines 9' })).toBeTruthy();
    fireEvent(lanes, new MouseEvent('pointerleave'));
    expect(screen.getByRole('img', { name: 'Metrics: goroutines 61' })).toBeTruthy();
  });

  it('is not there where a person put it away', async () => {
    await renderWith(<Strip />, { session: session(), view: { stripMetrics: false } });
    expect(screen.queryByText('Metrics')).toBeNull();
    expect(screen.getByText('Requests')).toBeTruthy();
  });
});

describe('linePath', () => {
  it('has a gap where there was nothing, and shows single steps', () => {
    expect(linePath([undefined, 1, undefined, 2, 4])).toBe('M1 88.0h1M3 62.7h1L5 12.0');
    expect(linePath([0, 0])).toBe('M0 50.0h1L2 50.0');
    expect(linePath([])).toBe('');
  });

  it('draws what hardly moves nearly level', () => {
    expect(linePath([1_000, 1_001])).toBe('M0 50.4h1L2 49.6');
  });
});
