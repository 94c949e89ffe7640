// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hmrSession, sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { setTable, viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrEmpty } from './hmr-empty.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
afterEach(cleanup);

const empty = <HmrEmpty unseen={[]} onClear={() => undefined} />;

describe('HmrEmpty', () => {
  it('says what to do while no connection was seen', async () => {
    await renderWith(empty, { session: hmrSession([]) });
    expect(screen.getByRole('heading', { name: 'No HMR connection was seen yet' })).toBeTruthy();
    expect(screen.getByText(/open at 127\.0\.0\.1:8888/)).toBeTruthy();
  });

  it('says that HMR goes round the proxy instead, once that is known', async () => {
    const unseen = {
      kind: 'webpack',
      host: 'localhost:3000',
      exchangeId: '1',
      path: '/a.hot-update.json',
      count: 1,
    } as const;
    await renderWith(<HmrEmpty unseen={[unseen]} onClear={() => undefined} />, { session: hmrSession([]) });
    expect(screen.getByRole('heading', { name: 'HMR runs unseen' })).toBeTruthy();
    expect(screen.queryByText('No HMR connection was seen yet')).toBeNull();
  });

  it('clears filter and chip where nothing matches', async () => {
    const onClear = vi.fn();
    await renderWith(<HmrEmpty unseen={[]} onClear={onClear} />, { session: hmrSession([sampleUpdate(1)]) });
    setTable('hmr', { filter: 'x', applied: 'x' });
    fireEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }));
    expect(viewStore.getState().tables.hmr.filter).toBe('');
    expect(onClear).toHaveBeenCalledOnce();
  });

  it('lifts brush and scope where they hide everything', async () => {
    await renderWith(empty, {
      session: hmrSession([sampleUpdate(1)]),
      view: { brush: { from: 0, to: 1, live: false }, scope: '/api' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Show the whole session' }));
    fireEvent.click(screen.getByRole('button', { name: 'Show all sources' }));
    expect(viewStore.getState()).toMatchObject({ brush: null, scope: null });
  });

  it('says that records could not be read, and that a file has none', async () => {
    await renderWith(empty, { session: { ...hmrSession([]), hmrLoad: 'failed' } });
    expect(screen.getByRole('alert').textContent).toContain('could not be read');
    cleanup();
    const file = { ...sampleSession([], { mode: 'file' }), hmrLoad: 'done' } as const;
    await renderWith(empty, { session: file });
    expect(screen.getByText('This session holds no HMR connection.')).toBeTruthy();
  });

  it('shows nothing at once while records are read', async () => {
    const { container } = await renderWith(empty, { session: sampleSession([]) });
    expect(container.textContent).toBe('');
  });
});
