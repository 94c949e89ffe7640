// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FrameRow } from '../../../main/model/message.ts';
import { applyFeed } from '../../store/apply.ts';
import { sessionStore } from '../../store/session-store.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleExchange } from '../detail/exchange-sample.ts';
import { heartbeat, sampleFrame } from './message-sample.ts';

const { query, watch } = vi.hoisted(() => ({ query: vi.fn(), watch: vi.fn() }));
vi.mock('../../store/commands.ts', async (original) => ({
  ...(await original<object>()),
  query,
  watch,
  loadFrames: () => Promise.resolve(),
}));
const { MessageInspector } = await import('./message-inspector.tsx');

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const SOCKET = sampleExchange({ kind: 'websocket', status: 101, state: 'open' });
const TALK = [
  sampleFrame(1, { preview: '{"type":"stock","left":41}' }),
  ...heartbeat(2, 3),
  ...heartbeat(4, 9),
  sampleFrame(6, { direction: 'out', preview: '{"type":"watch"}' }),
  sampleFrame(7, { preview: '{"type":"stock","left":39}' }),
];
const feed = (rows: readonly FrameRow[]) =>
  act(() =>
    sessionStore.setState(
      (state) =>
        applyFeed(state, [
          { type: 'batch', changes: rows.map((record, seq) => ({ seq, kind: 'frame', op: 'put', record })) },
        ]),
      true,
    ),
  );

async function show() {
  query.mockImplementation((name: string, id: string) =>
    Promise.resolve(name === 'frame' ? { ...TALK.find((row) => row.id === id), text: textOf(id) } : ['7']),
  );
  const result = await renderWith(<MessageInspector exchange={SOCKET} place="view" />);
  feed(TALK);
  return result;
}
const textOf = (id: string) => TALK.find((row) => row.id === id)?.preview;
const lines = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);

describe('MessageInspector', () => {
  it('watches the connection while it is shown', async () => {
    const { unmount } = await show();
    expect(watch).toHaveBeenLastCalledWith(['7']);
    unmount();
    expect(watch).toHaveBeenLastCalledWith([]);
  });

  it('folds heartbeats into one line that opens', async () => {
    await show();
    expect(lines()).toHaveLength(4);
    const folded = screen.getByText('2 heartbeats folded, answered within 3 ms to 9 ms');
    fireEvent.click(folded);
    expect(lines()).toHaveLength(8);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Fold heartbeats' }));
    expect(lines()).toHaveLength(7);
  });

  it('filters by direction and by text in whole payloads', async () => {
    await show();
    fireEvent.click(screen.getByRole('button', { name: /Out/ }));
    expect(lines()).toHaveLength(3 - 1);
    fireEvent.click(screen.getByRole('button', { name: /^All/ }));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'stock' } });
    await waitFor(() => expect(query).toHaveBeenCalledWith('searchFrames', { exchangeId: '7', text: 'stock' }));
    await waitFor(() => expect(lines()).toHaveLength(1));
  });

  it('says which part of a filter it did not understand', async () => {
    await show();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'op:nope' } });
    expect(screen.getByRole('searchbox').getAttribute('aria-invalid')).toBe('true');
  });

  it('shows the selected message and what changed since the one before of its kind', async () => {
    await show();
    fireEvent.click(screen.getByText('{"type":"stock","left":39}'));
    expect(await screen.findByRole('tree')).toBeTruthy();
    expect(await screen.findByText('was 41')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Diff with previous' }));
    expect(screen.getByRole('rowheader', { name: '/left' })).toBeTruthy();
  });

  it('holds new messages below while one is selected, and counts them', async () => {
    await show();
    fireEvent.click(screen.getByText('{"type":"watch"}'));
    feed([sampleFrame(20), sampleFrame(21)]);
    const pill = screen.getByRole('button', { name: '2 new' });
    fireEvent.click(pill);
    expect(screen.queryByRole('button', { name: '2 new' })).toBeNull();
  });

  it('selects the message that someone came for once it is there', async () => {
    query.mockImplementation(() => Promise.resolve({ ...TALK[0], text: '{}' }));
    await renderWith(<MessageInspector exchange={SOCKET} place="view" />, {
      view: { wantedMessage: { exchangeId: SOCKET.id, id: '7' } },
    });
    expect(screen.queryByRole('row', { selected: true })).toBeNull();
    feed(TALK);
    expect(screen.getByRole('row', { selected: true }).textContent).toContain('"left":39');
    expect(viewStore.getState().wantedMessage).toBeNull();
  });
});
