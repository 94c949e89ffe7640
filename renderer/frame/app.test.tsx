// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command, CommandResult, StartPage } from '../../main/model/protocol.ts';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { sessionStore } from '../store/session-store.ts';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';

const asked = vi.hoisted(() => ({ commands: [] as Command[], result: { ok: true } as CommandResult }));

vi.mock('../store/commands.ts', async () => {
  const run = async (command: Command) => {
    asked.commands.push(command);
    return asked.result;
  };
  const page: StartPage = {
    servers: [{ url: 'http://localhost:5173', port: 5173, product: 'Vite', title: 'Shop', ipv6Only: true }],
    recentTargets: ['http://localhost:3000'],
    recentSessions: [{ path: '/a/shop.tline', name: 'shop.tline', modifiedAt: 0, sizeBytes: 38e6 }],
    demoAvailable: true,
  };
  return {
    run,
    pause: () => run({ type: 'pause' }),
    resume: () => run({ type: 'resume' }),
    replay: (exchangeId: string) => run({ type: 'replay', exchangeId }),
    startDemo: () => run({ type: 'start-demo' }),
    saveSession: () => run({ type: 'save-session' }),
    exportHar: (raw: boolean) => run({ type: 'export-har', raw }),
    openFile: (path?: string) => run(path === undefined ? { type: 'open-file' } : { type: 'open-file', path }),
    openTarget: (target: string) => run({ type: 'open-target', target, routes: [] }),
    startPage: async () => page,
    dismissNotice: () => undefined,
    watch: () => undefined,
    query: async () => undefined,
    loadFrames: async () => undefined,
    loadEvents: async () => undefined,
  };
});
vi.mock('../views/detail/exchange-detail.tsx', () => ({ ExchangeDetail: () => 'detail' }));
vi.mock('../views/sockets/sockets-view.tsx', () => ({ SocketsView: () => 'sockets view' }));
vi.mock('../views/performance/performance-view.tsx', () => ({ PerformanceView: () => 'performance view' }));
const { App } = await import('./app.tsx');

const recording = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 1e6, budgetBytes: 4e6 } as const;
const live = () => ({ ...sampleSession([sampleRow(1), sampleRow(2, { status: 500 })]), status: recording });
const started = () => sampleSession([], { mode: 'start', name: '' });

afterEach(() => {
  cleanup();
  asked.commands.length = 0;
  asked.result = { ok: true };
});

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
    fireEvent.keyDown(window, { key: '3', code: 'Digit3', ctrlKey: true });
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

  it('scopes all views to a source', async () => {
    await renderWith(<App />, { session: live() });
    const source = screen.getByRole('button', { name: /^\/api, 127\.0\.0\.1:8080/ });
    fireEvent.click(source);
    expect(viewStore.getState().scope).toBe('/api');
    fireEvent.click(source);
    expect(viewStore.getState().scope).toBeNull();
  });

  it('runs what the menu offers and says how it ended', async () => {
    await renderWith(<App />, { session: live() });
    asked.result = { ok: true, path: '/out/shop.har' };
    fireEvent.keyDown(screen.getByRole('button', { name: 'More' }), { key: 'Enter' });
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Export HARSecrets/ }));
    expect(asked.commands).toEqual([{ type: 'export-har', raw: false }]);
    expect(await screen.findByText('Saved to /out/shop.har')).toBeTruthy();
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

describe('search', () => {
  it('finds requests and goes there', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Search or run a command' });
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: 'items/2' } });
    fireEvent.click(within(dialog).getByText('/api/', { exact: false }));
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', detailOpen: true, dialog: null });
    expect(viewStore.getState().tables.traffic.selectedId).toBe('2');
  });

  it('shows commands only after >', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.keyDown(window, { key: 'k', code: 'KeyK', ctrlKey: true });
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: '>theme: dark' } });
    fireEvent.click(within(dialog).getByRole('option'));
    expect(viewStore.getState().theme).toBe('dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
  });

  it('lists all keys on ?', async () => {
    await renderWith(<App />, { session: live() });
    fireEvent.keyDown(window, { key: '?', code: 'Slash', shiftKey: true });
    expect(within(await screen.findByRole('dialog', { name: 'All keys' })).getByText('Whole session')).toBeTruthy();
  });
});

describe('the start page', () => {
  it('opens what was found, an address, a recent file or the demo', async () => {
    await renderWith(<App />, { session: started() });
    fireEvent.click(await screen.findByRole('button', { name: 'Open http://localhost:5173' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Address of the target' }), { target: { value: '4200' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Open' }).at(-1)!);
    fireEvent.click(screen.getByRole('button', { name: 'shop.tline' }));
    fireEvent.click(screen.getByRole('button', { name: 'Start the demo' }));
    expect(asked.commands).toEqual([
      { type: 'open-target', target: 'http://localhost:5173', routes: [] },
      { type: 'open-target', target: 'http://localhost:4200', routes: [] },
      { type: 'open-file', path: '/a/shop.tline' },
      { type: 'start-demo' },
    ]);
  });

  it('says what an address must be', async () => {
    await renderWith(<App />, { session: started() });
    fireEvent.change(screen.getByRole('textbox', { name: 'Address of the target' }), { target: { value: 'not one' } });
    fireEvent.submit(screen.getByRole('textbox', { name: 'Address of the target' }));
    expect(screen.getByRole('alert').textContent).toContain('http://localhost:3000');
    expect(asked.commands).toEqual([]);
  });
});
