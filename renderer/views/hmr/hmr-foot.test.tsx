// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { hmrSession, sampleUpdate } from '../../store/hmr-sample.ts';
import type { SessionState } from '../../store/session-state.ts';
import { select, viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HmrFoot } from './hmr-foot.tsx';
import { useHmrList } from './use-hmr-list.ts';

afterEach(cleanup);

function Probe() {
  return <HmrFoot list={useHmrList('all')} />;
}

const recording = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 0, budgetBytes: 1 } as const;
const session = (more: Partial<SessionState> = {}): SessionState => ({
  ...hmrSession([sampleUpdate(1), sampleUpdate(2)]),
  status: recording,
  ...more,
});
const table = (more: object) => ({
  tables: { ...viewStore.getInitialState().tables, hmr: { ...viewStore.getInitialState().tables.hmr, ...more } },
});

describe('HmrFoot', () => {
  it('says that it follows, and how many there are', async () => {
    await renderWith(<Probe />, { session: session() });
    expect(screen.getByText('Following')).toBeTruthy();
    expect(screen.getByText('2 of 2')).toBeTruthy();
  });

  it('offers to follow again, with what came meanwhile', async () => {
    await renderWith(<Probe />, { session: session(), view: table({ follow: false, seenThrough: '1' }) });
    fireEvent.click(screen.getByRole('button', { name: '1 new' }));
    expect(viewStore.getState().tables.hmr.follow).toBe(true);
  });

  it('says what is missing', async () => {
    await renderWith(<Probe />, { session: session({ foldedHmr: 1_000, hmrLoad: 'failed' }) });
    expect(screen.getByText(/^1,000 older records are not shown/)).toBeTruthy();
    expect(screen.getByText(/could not be read/)).toBeTruthy();
  });

  it('says that the selection is filtered out', async () => {
    await renderWith(<Probe />, { session: session(), view: table({ filter: 'nothing-like-it', selectedId: '1' }) });
    expect(screen.getByText('The selected record is filtered out.')).toBeTruthy();
    select('hmr', null);
  });
});
