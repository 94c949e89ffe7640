// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import {
  hmrSession,
  openUpdate,
  sampleError,
  samplePlain,
  sampleReload,
  sampleUpdate,
  toHmrBatch,
} from '../../store/hmr-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrView } from './hmr-view.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const records = [samplePlain(1, 'connected'), openUpdate(2), sampleReload(3), sampleError(4)];
const grid = () => screen.getByRole('grid', { name: 'HMR records' });
const rows = () => screen.getAllByRole('row').slice(1);

describe('HmrView', () => {
  it('lists all records with what became of them', async () => {
    await renderWith(<HmrView />, { session: hmrSession(records) });
    expect(rows()).toHaveLength(4);
    expect(rows()[1]?.textContent).toContain('under way');
    expect(rows()[2]?.textContent).toContain('reloaded');
    expect(rows()[3]?.className).toContain('err');
  });

  it('takes what becomes known into the row, which stays in its place', async () => {
    await renderWith(<HmrView />, { session: hmrSession(records) });
    act(() => sessionStore.setState((state) => applyFeed(state, [toHmrBatch([sampleUpdate(2)])]), true));
    expect(await screen.findByText('applied, inferred')).toBeTruthy();
    expect(rows()[1]?.textContent).toContain('84 ms');
  });

  it('narrows by chip and by text, and says what it can’t read', async () => {
    await renderWith(<HmrView />, { session: hmrSession(records) });
    fireEvent.click(screen.getByRole('button', { name: 'Errors 1' }));
    expect(rows()).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: 'All 4' }));
    const filter = screen.getByRole('searchbox');
    fireEvent.change(filter, { target: { value: 'label' } });
    expect(rows()).toHaveLength(1);
    fireEvent.change(filter, { target: { value: 'type:nothing' } });
    expect(filter.getAttribute('aria-invalid')).toBe('true');
  });

  it('shows the selected record in full, and how updates do without one', async () => {
    await renderWith(<HmrView />, { session: hmrSession(records) });
    expect(screen.getByRole('region', { name: 'Overview' })).toBeTruthy();
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    expect(viewStore.getState().tables.hmr).toMatchObject({ selectedId: '3', follow: false });
    expect(screen.getByRole('region', { name: 'HMR details' }).textContent).toContain('loaded anew');
    fireEvent.keyDown(grid(), { key: 'Escape' });
    expect(screen.queryByRole('region', { name: 'HMR details' })).toBeNull();
    fireEvent.keyDown(grid(), { key: 'End' });
    expect(viewStore.getState().tables.hmr.follow).toBe(true);
  });

  it('says that another server’s HMR goes round the proxy, above what is seen', async () => {
    const socket = sampleRow(2, { kind: 'websocket', upstreamUrl: 'http://127.0.0.1:1/', status: 101, state: 'open' });
    const client = sampleRow(3, { url: 'http://h/@vite/client', upstreamUrl: 'http://127.0.0.1:5174/@vite/client' });
    await renderWith(<HmrView />, { session: hmrSession(records, [socket, client]) });
    expect(screen.getByRole('region', { name: 'HMR runs unseen' }).textContent).toContain('127.0.0.1:5174');
    expect(rows()).toHaveLength(4);
  });

  it('says what to do while there is nothing', async () => {
    await renderWith(<HmrView />, { session: hmrSession([]) });
    expect(screen.getByRole('heading', { name: 'No HMR connection was seen yet' })).toBeTruthy();
  });
});
