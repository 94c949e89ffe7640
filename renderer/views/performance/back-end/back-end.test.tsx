// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkspaceState } from '../../../../main/model/protocol.ts';
import { query, takeProfile } from '../../../store/commands.ts';
import { sampleTotals } from '../../../store/log-sample.ts';
import { sampleSeries } from '../../../store/metric-sample.ts';
import { SAMPLE_START, sampleRow, sampleSession } from '../../../store/row-sample.ts';
import { sessionStore } from '../../../store/session-store.ts';
import { viewStore } from '../../../store/view-store.ts';
import { answerQueries } from '../../../test/answer-queries.ts';
import { cleanup, renderWith } from '../../../test/render.tsx';
import { PerformanceView } from '../performance-view.tsx';
import { toAxis } from './back-end.tsx';
import { sampleProfile } from './profile-sample.ts';

vi.mock('../../../store/commands.ts', () =>
  import('../../../test/commands-stub.ts').then((stub) => ({ ...stub, query: vi.fn(), takeProfile: vi.fn() })),
);

/** Time enough on a busy machine. */
const SLOW = { timeout: 15_000 };

const series = [
  sampleSeries(1, 'go_goroutines'),
  ...['0.1', '+Inf'].map((le, index) =>
    sampleSeries(2 + index, 'http_request_duration_seconds_bucket', { type: 'histogram', labels: { le } }),
  ),
];
const VALUES: Record<string, readonly number[]> = { 1: [9, 61], 2: [0, 8], 3: [0, 8] };

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
  answerQueries(query, (name, ids) => {
    if (name === 'metricSeries') return series;
    if (name === 'profileRows') return { rows: [sampleProfile()], total: 1 };
    return ids.map((seriesId) => ({
      seriesId,
      points: (VALUES[seriesId] ?? []).map((value, index) => ({
        ...{ at: SAMPLE_START + index * 1_000, value, least: value, greatest: value },
      })),
    }));
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const workspace = (more: Partial<WorkspaceState['telemetry']> = {}): WorkspaceState => ({
  ...{ mode: 'live', version: '1', shell: 'browser', name: 's', routes: [], demo: false },
  telemetry: { metrics: [], pprof: [], logFiles: [], ...more },
});
const session = (telemetry: { metrics: number; profiles: number }, place = workspace()) => ({
  ...sampleSession(Array.from({ length: 30 }, (_, index) => sampleRow(index + 1))),
  ...{ workspace: place, telemetry: { ...sampleTotals([]), ...telemetry } },
});

describe('BackEnd', () => {
  it('draws what back ends measured on the traffic’s axis', async () => {
    await renderWith(<PerformanceView />, { session: session({ metrics: 6, profiles: 0 }) });
    const card = await screen.findByRole('region', { name: 'Goroutines' }, SLOW);
    await within(card).findByText('goroutines 61', undefined, SLOW);
    expect(within(card).getByText('requests, shape only')).toBeTruthy();
    const latency = screen.getByRole('region', { name: 'Durations in shop' });
    expect(within(latency).getByText('p50 50 ms, p95 95 ms')).toBeTruthy();
    fireEvent.click(within(card).getByRole('button', { name: 'Table' }));
    expect(within(card).getAllByRole('row').length).toBeGreaterThan(2);
    fireEvent.click(screen.getByRole('checkbox', { name: 'In the overview' }));
    expect(viewStore.getState().stripMetrics).toBe(false);
  });

  it('tells how targets stand, and how to have one', async () => {
    await renderWith(<PerformanceView />, { session: session({ metrics: 0, profiles: 0 }) });
    expect(screen.getByText(/No metrics yet. Name a Prometheus endpoint with --metrics/)).toBeTruthy();
    const metrics = [
      { target: 'shop', url: 'http://h:1/metrics' },
      { target: 'cart', url: 'http://h:2/metrics', fault: 'h:2 refuses connections; is the program running?' },
    ];
    act(() => sessionStore.setState({ workspace: workspace({ metrics }) }));
    const items = within(screen.getByRole('list', { name: 'Polled endpoints' })).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'shoppolled',
      'carth:2 refuses connections; is the program running?',
    ]);
  });

  it('takes profiles and shows the latest', async () => {
    vi.mocked(takeProfile).mockResolvedValue({ ok: true });
    const place = workspace({ pprof: [{ target: 'shop', url: 'http://h:1' }] });
    await renderWith(<PerformanceView />, { session: session({ metrics: 0, profiles: 0 }, place) });
    const take = within(screen.getByRole('group', { name: 'Take a profile of shop' }));
    fireEvent.click(take.getByRole('button', { name: 'Goroutines' }));
    expect(vi.mocked(takeProfile)).toHaveBeenCalledWith('shop', 'goroutine', undefined);
    act(() => sessionStore.setState({ telemetry: { ...sampleTotals([]), profiles: 1 } }));
    expect(await screen.findByRole('button', { name: /Goroutines.*shop.*4/, pressed: true }, SLOW)).toBeTruthy();
    expect(screen.getByRole('list', { name: 'Goroutines' })).toBeTruthy();
    await act(() => vi.waitFor(() => expect(viewStore.getState().said?.key).toBe('said.profiled')));
  });
});

it('has an axis of its own where there was no traffic', () => {
  const empty = { slots: [], slotMs: 1 } as unknown as Parameters<typeof toAxis>[0]['stats'];
  expect(toAxis({ stats: empty }, [])).toBeUndefined();
  expect(toAxis({ stats: empty }, [{ firstAt: 0, lastAt: 600_000 }])).toEqual({ from: 0, stepMs: 10_000, count: 60 });
});
