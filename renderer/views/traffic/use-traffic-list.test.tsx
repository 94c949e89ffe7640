// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import { sampleRow, sampleSession, toBatch } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { clearBefore, setFilter, setFollow } from '../../store/view-store.ts';
import { sessionKey } from '../../store/selectors.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { useTrafficList } from './use-traffic-list.ts';

afterEach(cleanup);

function Probe() {
  const { order, total, fresh, rowAt, indexOf } = useTrafficList();
  const ids = order.positions.map((_, index) => rowAt(index)?.id);
  return <output>{`${ids.join(',')} of ${total}, ${fresh} new, 3 at ${indexOf('3')}`}</output>;
}

const text = () => screen.getByRole('status').textContent;
const rows = (...ids: number[]) => ids.map((id) => sampleRow(id));

describe('useTrafficList', () => {
  it('goes by filter and clearing', async () => {
    await renderWith(<Probe />, { session: sampleSession(rows(1, 2, 3)) });
    expect(text()).toBe('1,2,3 of 3, 0 new, 3 at 2');
    act(() => setFilter('traffic', 'path:items/3'));
    expect(text()).toBe('3 of 3, 0 new, 3 at 0');
    act(() => {
      setFilter('traffic', '');
      clearBefore(sessionKey(sessionStore.getState()), '2');
    });
    expect(text()).toBe('3 of 1, 0 new, 3 at 0');
  });

  it('counts rows that came since the reader stopped following', async () => {
    await renderWith(<Probe />, { session: sampleSession(rows(1, 2)) });
    act(() => setFollow('traffic', false));
    act(() => {
      sessionStore.setState((state) => applyFeed(state, [toBatch(rows(3, 4))]), true);
    });
    await vi.waitFor(() => expect(text()).toBe('1,2,3,4 of 4, 2 new, 3 at 2'));
    act(() => setFollow('traffic', true));
    expect(text()).toBe('1,2,3,4 of 4, 0 new, 3 at 2');
  });
});
