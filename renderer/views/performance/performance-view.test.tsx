// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession, sampleTimings, SAMPLE_START } from '../../store/row-sample.ts';
import { setBrush } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { PerformanceView } from './performance-view.tsx';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const session = () => sampleSession(Array.from({ length: 20 }, (_, index) => sampleRow(index + 1)));

describe('PerformanceView', () => {
  it('counts the whole session and shows its figures', async () => {
    await renderWith(<PerformanceView />, { session: session() });
    const latency = screen.getByRole('region', { name: 'Latency' });
    expect(latency.textContent).toMatch(/p50 (99|100) ms/);
    expect(screen.getByText('20', { selector: 'b' })).toBeTruthy();
  });

  it('has a table behind each chart', async () => {
    await renderWith(<PerformanceView />, { session: session() });
    for (const button of screen.getAllByRole('button', { name: 'Table' })) fireEvent.click(button);
    expect(screen.getAllByRole('table')).toHaveLength(6);
    const status = screen.getByRole('region', { name: 'Answers per second' });
    expect(within(status).getByRole('columnheader', { name: '2xx 20' })).toBeTruthy();
  });

  it('looks at the brushed part, and back at the whole', async () => {
    await renderWith(<PerformanceView />, { session: session() });
    act(() => setBrush({ from: SAMPLE_START, to: SAMPLE_START + 550, live: false }));
    expect(screen.getByText('5', { selector: 'b' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Whole session' }));
    expect(screen.getByText('20', { selector: 'b' })).toBeTruthy();
  });

  it('says that there is nothing yet', async () => {
    await renderWith(<PerformanceView />);
    expect(screen.getAllByText('Nothing to show yet')).toHaveLength(6);
    expect(screen.getByText('No answer yet, so there are no endpoints to compare.')).toBeTruthy();
  });

  it('shows where the time goes by route, the slowest first', async () => {
    const slow = sampleRow(30, { route: '/slow', timings: sampleTimings({ wait: 900, total: 910 }) });
    await renderWith(<PerformanceView />, { session: sampleSession([sampleRow(1), slow]) });
    const bars = within(screen.getByRole('region', { name: 'Where the time goes' })).getAllByRole('img');
    expect(bars[0]?.getAttribute('aria-label')).toBe('/slow: 910 ms in the mean');
  });

  it('sorts endpoints by the column that is pressed', async () => {
    const rows = [
      sampleRow(1),
      sampleRow(2),
      sampleRow(3, { url: 'http://h/api/slow', timings: sampleTimings({ total: 900 }) }),
    ];
    await renderWith(<PerformanceView />, { session: sampleSession(rows) });
    const grid = screen.getByRole('grid', { name: 'Endpoints' });
    const first = () => within(grid).getAllByRole('row')[1]?.textContent;
    expect(first()).toContain('/api/slow');
    fireEvent.click(within(grid).getByRole('button', { name: 'Count' }));
    fireEvent.click(within(grid).getByRole('button', { name: /Count/ }));
    expect(first()).toContain('/api/items/:id');
  });
});
