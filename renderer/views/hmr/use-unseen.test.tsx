// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import { hmrSession } from '../../store/hmr-sample.ts';
import { sampleRow, sampleSession, toBatch } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { LOOK_PERIOD_MS, useUnseen } from './use-unseen.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const client = sampleRow(1, { url: 'http://h/@vite/client' });

function Probe() {
  return <output>{useUnseen().length}</output>;
}

const count = () => screen.getByRole('status').textContent;

describe('useUnseen', () => {
  it('finds what came while it looks', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: client.startedAt + 60_000 });
    await renderWith(<Probe />, { session: hmrSession([]) });
    expect(count()).toBe('0');
    act(() => sessionStore.setState((state) => applyFeed(state, [toBatch([client])]), true));
    act(() => {
      vi.advanceTimersByTime(LOOK_PERIOD_MS);
    });
    expect(count()).toBe('1');
  });

  it('says nothing before the records from before are read', async () => {
    await renderWith(<Probe />, { session: sampleSession([client]) });
    expect(count()).toBe('0');
  });

  it('needs no waiting for a file that was opened', async () => {
    await renderWith(<Probe />, {
      session: { ...hmrSession([], [client]), workspace: sampleSession([], { mode: 'file' }).workspace! },
    });
    expect(count()).toBe('1');
  });
});
