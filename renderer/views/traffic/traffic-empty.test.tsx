// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptySession } from '../../store/session-state.ts';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { LOADING_DELAY_MS, TrafficEmpty } from './traffic-empty.tsx';
import { useTrafficList } from './use-traffic-list.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Probe() {
  return <TrafficEmpty list={useTrafficList()} />;
}

describe('TrafficEmpty', () => {
  it('tells what to do first, with what is known to work', async () => {
    await renderWith(<Probe />, { session: sampleSession([]) });
    for (const text of [
      'Open your app through the proxy',
      'Proxy listens on 127.0.0.1:8888',
      'Requests go to http://localhost:5173',
      '/api goes to http://127.0.0.1:8080',
      'Waiting for the first request',
    ])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy the address' })).toBeTruthy();
  });

  it('says that a file holds nothing', async () => {
    await renderWith(<Probe />, { session: sampleSession([], { mode: 'file' }) });
    expect(screen.getByText('This session holds no requests.')).toBeTruthy();
  });

  it('speaks of loading only when it takes long', async () => {
    await renderWith(<></>, { session: emptySession('connecting') });
    vi.useFakeTimers();
    render(<Probe />);
    expect(screen.queryByRole('status')).toBeNull();
    act(() => {
      vi.advanceTimersByTime(LOADING_DELAY_MS);
    });
    expect(screen.getByRole('status').textContent).toBe('Loading the session');
  });

  it('offers each way back when nothing matches', async () => {
    await renderWith(<Probe />, {
      session: sampleSession([sampleRow(1)]),
      view: { scope: '/other', brush: { from: 0, to: 1, live: false } },
    });
    expect(screen.getByText('1 request is hidden.')).toBeTruthy();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Show all sources',
      'Show the whole session',
    ]);
  });
});
