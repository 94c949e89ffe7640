// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { sessionStore } from '../store/session-store.ts';
import { asked, resetAsked } from '../test/commands-stub.ts';
import { cleanup, renderWith } from '../test/render.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
vi.mock('../views/detail/exchange-detail.tsx', () => ({ ExchangeDetail: () => 'detail' }));
vi.mock('../views/sockets/sockets-view.tsx', () => ({ SocketsView: () => 'sockets view' }));
vi.mock('../views/performance/performance-view.tsx', () => ({ PerformanceView: () => 'performance view' }));
const { App } = await import('./app.tsx');

const recording = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 1e6, budgetBytes: 4e6 } as const;
const live = () => ({ ...sampleSession([sampleRow(1), sampleRow(2, { status: 500 })]), status: recording });

beforeEach(resetAsked);
afterEach(cleanup);

describe('the frame', () => {
  it('has its regions, the session’s name and its figures', async () => {
    await renderWith(<App />, { session: live() });
    expect(screen.getByRole('banner')).toBeTruthy();
    expect(screen.getByRole('navigation', { name: 'Views' })).toBeTruthy();
    expect(screen.getByRole('contentinfo').textContent).toContain('2 requests');
    expect(document.title).toBe('shop.tline · Throughline');
    expect(document.documentElement.lang).toBe('en');
  });

  it('goes from view to view by pointer and by key', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.click(screen.getByRole('button', { name: /Sockets/ }));
    expect(screen.getByText('sockets view')).toBeTruthy();
    fireEvent.keyDown(window, { key: '7', code: 'Digit7', ctrlKey: true });
    expect(await screen.findByText('performance view')).toBeTruthy();
    fireEvent.keyDown(window, { key: ',', code: 'Comma', ctrlKey: true });
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
  });

  it('pauses by key and shows how to resume', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.keyDown(window, { key: 'e', code: 'KeyE', ctrlKey: true });
    expect(asked.commands).toEqual([{ type: 'pause' }]);
    act(() => sessionStore.setState({ status: { ...recording, state: 'paused' } }));
    fireEvent.click(screen.getByRole('button', { name: /Resume/ }));
    expect(asked.commands.at(-1)).toEqual({ type: 'resume' });
    expect(screen.getByText('Recording is paused.')).toBeTruthy();
  });

  it('says what went wrong in the words of the host', async () => {
    await renderWith(<App />, { session: live() });
    asked.result = { ok: false, code: 'disk-full', message: 'The disk is full; free some space.' };
    fireEvent.keyDown(window, { key: 'e', code: 'KeyE', ctrlKey: true });
    expect(await screen.findByText('The disk is full; free some space.')).toBeTruthy();
  });

  it('clears the list in this window only and shows it again', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Clear the list/ }));
    expect(screen.getByText('The list was cleared')).toBeTruthy();
    expect(sessionStore.getState().rows).toHaveLength(2);
    fireEvent.click(screen.getAllByRole('button', { name: 'Show them again' })[0]!);
    expect(screen.queryByText('The list was cleared')).toBeNull();
  });

  it('says that the link is lost and keeps what is there', async () => {
    await renderWith(<App />, { session: live() });
    act(() => sessionStore.setState({ link: 'lost' }));
    expect(screen.getByText('The connection to the recorder is lost.')).toBeTruthy();
    expect(screen.getAllByRole('row').length).toBe(3);
  });
});
