// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleExchange } from '../detail/exchange-sample.ts';

vi.mock('../../store/commands.ts', () => ({
  query: () => Promise.resolve(sampleExchange({ id: '2', kind: 'websocket', status: 101, state: 'open' })),
  watch: () => undefined,
  loadFrames: () => Promise.resolve(),
  loadEvents: () => Promise.resolve(),
}));
const { SocketsView } = await import('./sockets-view.tsx');

afterEach(cleanup);

const session = () =>
  sampleSession([
    sampleRow(1),
    sampleRow(2, { kind: 'websocket', status: 101, state: 'open', url: 'ws://h/ws/stock' }),
    sampleRow(3, { kind: 'websocket', status: 403, url: 'ws://h/ws/admin' }),
    sampleRow(4, { kind: 'eventsource', url: 'http://h/events' }),
  ]);
const rows = () => screen.getAllByRole('row').slice(1);

describe('SocketsView', () => {
  it('lists connections with their state in words', async () => {
    await renderWith(<SocketsView />, { session: session() });
    expect(
      rows()
        .map((row) => row.textContent?.replace(/\s+/g, ' '))
        .map((text) => text?.slice(0, 14)),
    ).toEqual(['open/ws/stock ', 'refused/ws/adm', 'closed/events ']);
    fireEvent.click(screen.getByRole('button', { name: 'Streams 1' }));
    expect(rows()).toHaveLength(1);
  });

  it('opens the inspector of the connection that is selected', async () => {
    await renderWith(<SocketsView />, { session: session() });
    expect(screen.getByText('Select a connection to see what passes on it.')).toBeTruthy();
    fireEvent.click(screen.getByText('/ws/stock', { selector: 'b' }));
    expect(viewStore.getState().tables.sockets.selectedId).toBe('2');
    expect(await screen.findByRole('grid', { name: 'Frames' })).toBeTruthy();
  });

  it('says what to do while there are none', async () => {
    await renderWith(<SocketsView />);
    expect(screen.getByText('No WebSocket and no event stream yet.')).toBeTruthy();
  });
});
