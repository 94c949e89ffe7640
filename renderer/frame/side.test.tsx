// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hmrSession, sampleError, sampleUpdate } from '../store/hmr-sample.ts';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { Side } from './side.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
afterEach(cleanup);

const session = () => sampleSession([sampleRow(1), sampleRow(2, { kind: 'websocket', state: 'open' })]);

describe('Side', () => {
  it('counts what each view holds and marks the one that is shown', async () => {
    await renderWith(<Side />, { session: session() });
    const traffic = screen.getByRole('button', { name: /^Traffic/ });
    expect(traffic.textContent).toBe('Traffic2');
    expect(traffic.getAttribute('aria-current')).toBe('page');
    fireEvent.click(screen.getByRole('button', { name: /^Sockets/ }));
    expect(viewStore.getState().view).toBe('sockets');
  });

  it('says when the last build is broken', async () => {
    await renderWith(<Side />, { session: hmrSession([sampleUpdate(1), sampleError(2)]) });
    expect(screen.getByRole('button', { name: /^HMR/ }).textContent).toBe('HMR2');
    expect(screen.getByRole('img', { name: 'The last build is broken' })).toBeTruthy();
  });

  it('has no alarm while builds are well', async () => {
    await renderWith(<Side />, { session: hmrSession([sampleError(1, { recoveredBy: '2' }), sampleUpdate(2)]) });
    expect(screen.queryByRole('img', { name: 'The last build is broken' })).toBeNull();
  });

  it('scopes all views to a source and back', async () => {
    await renderWith(<Side />, { session: session() });
    const source = screen.getByRole('button', { name: '/api, 127.0.0.1:8080, answers well' });
    fireEvent.click(source);
    expect(viewStore.getState().scope).toBe('/api');
    expect(source.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(source);
    expect(viewStore.getState().scope).toBeNull();
  });

  it('shows how much of the budget is used', async () => {
    const status = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 41e6, budgetBytes: 512e6 } as const;
    await renderWith(<Side />, { session: { ...session(), status } });
    expect(screen.getByText('41.0 MB of 512 MB')).toBeTruthy();
  });
});
