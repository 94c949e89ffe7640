// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import { pendingRow, sampleRow, sampleSession, toBatch } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { setBrush, setFilter, viewStore } from '../../store/view-store.ts';
import { SAMPLE_START } from '../../store/row-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';

vi.mock('../detail/exchange-detail.tsx', () => ({
  ExchangeDetail: ({ exchangeId }: { exchangeId: string }) => `detail of ${exchangeId}`,
}));
const { TrafficView } = await import('./traffic-view.tsx');

afterEach(cleanup);

const rows = (count: number, from = 1) => Array.from({ length: count }, (_, i) => sampleRow(from + i));
const feed = (...more: Parameters<typeof toBatch>) =>
  act(async () => {
    sessionStore.setState((state) => applyFeed(state, [toBatch(...more)]), true);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
const shown = () => screen.getAllByRole('row').length - 1;
const grid = () => screen.getByRole('grid', { name: 'Requests' });

describe('TrafficView', () => {
  it('lists requests and counts them', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(5)) });
    expect(shown()).toBe(5);
    expect(screen.getByText('5 requests')).toBeTruthy();
  });

  it('filters by text, chip and brush, and counts both', async () => {
    await renderWith(<TrafficView />, {
      session: sampleSession([...rows(4), sampleRow(5, { kind: 'script' }), sampleRow(6, { status: 500 })]),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Script' }));
    expect(viewStore.getState().tables.traffic.applied).toBe('kind:script');
    expect(screen.getByText('1 of 6')).toBeTruthy();
    act(() => setFilter('traffic', 'status:5xx'));
    expect(screen.getByText('1 of 6')).toBeTruthy();
    act(() => {
      setFilter('traffic', '');
      setBrush({ from: SAMPLE_START, to: SAMPLE_START + 250, live: false });
    });
    expect(screen.getByText('2 of 6')).toBeTruthy();
  });

  it('says when nothing matches and offers the way back', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(3)) });
    act(() => setFilter('traffic', 'path:nowhere'));
    expect(screen.getByText('No request matches')).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: 'Clear the filter' }).at(-1)!);
    expect(shown()).toBe(3);
  });

  it('keeps the selection and counts new rows while the reader looks at one', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(3)) });
    fireEvent.click(screen.getByText('2', { selector: 'b' }));
    expect(viewStore.getState().tables.traffic).toMatchObject({ selectedId: '2', follow: false });
    expect(screen.getByText('detail of 2')).toBeTruthy();
    await feed(rows(4, 4));
    expect((await screen.findByRole('button', { name: '4 new' })).textContent).toContain('4 new');
    expect(screen.getByRole('row', { selected: true }).getAttribute('data-id')).toBe('2');
    fireEvent.click(screen.getByRole('button', { name: '4 new' }));
    expect(viewStore.getState().tables.traffic.follow).toBe(true);
  });

  it('closes the detail on Escape, then clears the selection', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(3)) });
    fireEvent.click(screen.getByText('2', { selector: 'b' }));
    fireEvent.keyDown(grid(), { key: 'Escape' });
    expect(screen.queryByText('detail of 2')).toBeNull();
    expect(viewStore.getState().tables.traffic.selectedId).toBe('2');
    fireEvent.keyDown(grid(), { key: 'Escape' });
    expect(viewStore.getState().tables.traffic.selectedId).toBeNull();
  });

  it('freezes a sorted list; new rows wait in the pill', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(3)) });
    fireEvent.click(screen.getByRole('button', { name: 'Time' }));
    fireEvent.click(screen.getByRole('button', { name: 'Status' }));
    await feed(rows(2, 4));
    const pill = await screen.findByRole('button', { name: '2 new' });
    expect(shown()).toBe(3);
    fireEvent.click(pill);
    expect(shown()).toBe(5);
  });

  it('keeps a selection that the filter hides in the detail, and says so', async () => {
    await renderWith(<TrafficView />, { session: sampleSession(rows(3)) });
    fireEvent.click(screen.getByText('2', { selector: 'b' }));
    act(() => setFilter('traffic', 'path:items/1'));
    expect(screen.getByText('detail of 2')).toBeTruthy();
    expect(screen.getByText('The selected request is filtered out.')).toBeTruthy();
  });

  it('tells where to go while nothing has come', async () => {
    await renderWith(<TrafficView />, { session: sampleSession([]) });
    expect(screen.getByText('http://127.0.0.1:8888')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open in browser' }).getAttribute('href')).toBe('http://127.0.0.1:8888');
    await feed([pendingRow(1)]);
    expect((await screen.findAllByText('wait')).length).toBe(1);
  });
});
