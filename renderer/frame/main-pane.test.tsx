// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../store/row-sample.ts';
import { setView, VIEWS } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';

vi.mock('../store/commands.ts', () => import('../test/commands-stub.ts'));
vi.mock('../views/detail/exchange-detail.tsx', () => ({ ExchangeDetail: () => 'detail' }));
vi.mock('../views/sockets/sockets-view.tsx', () => ({ SocketsView: () => 'sockets view' }));
vi.mock('../views/performance/performance-view.tsx', () => ({ PerformanceView: () => 'performance view' }));
const { MainPane } = await import('./main-pane.tsx');

afterEach(cleanup);

it('has one heading in every view, and the strip over all that have a time', async () => {
  await renderWith(<MainPane />, { session: sampleSession([sampleRow(1)]) });
  for (const view of VIEWS) {
    act(() => setView(view));
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(screen.queryAllByRole('region', { name: /^Session overview/ })).toHaveLength(view === 'settings' ? 0 : 1);
  }
});
