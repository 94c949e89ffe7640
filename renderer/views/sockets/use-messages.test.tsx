// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionStore } from '../../store/session-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';

const { loadFrames, loadEvents } = vi.hoisted(() => ({ loadFrames: vi.fn(), loadEvents: vi.fn() }));
vi.mock('../../store/commands.ts', () => ({ loadFrames, loadEvents, watch: () => undefined, query: vi.fn() }));
const { useWatched } = await import('./use-messages.ts');

function Probe({ kind }: { readonly kind: 'websocket' | 'eventsource' }) {
  const load = useWatched({ id: '7', kind });
  return <p>{load.error ?? (load.busy ? 'busy' : 'done')}</p>;
}

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe('watching a connection', () => {
  it('brings what was recorded before, and again when the host is back', async () => {
    loadFrames.mockResolvedValue(undefined);
    await renderWith(<Probe kind="websocket" />);
    expect(await screen.findByText('done')).toBeTruthy();
    act(() => sessionStore.setState({ link: 'lost' }));
    act(() => sessionStore.setState({ link: 'live' }));
    expect(loadFrames).toHaveBeenCalledTimes(2);
    expect(loadEvents).not.toHaveBeenCalled();
  });

  it('says why it could not', async () => {
    loadEvents.mockRejectedValue(new Error('gone'));
    await renderWith(<Probe kind="eventsource" />);
    expect(await screen.findByText('gone')).toBeTruthy();
  });
});
