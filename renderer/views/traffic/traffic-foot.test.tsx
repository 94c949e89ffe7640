// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyFeed } from '../../store/apply.ts';
import { RECORD_BOUNDS } from '../../store/apply-records.ts';
import { sampleRow, sampleSession, toBatch } from '../../store/row-sample.ts';
import { sessionKey } from '../../store/selectors.ts';
import type { SessionState } from '../../store/session-state.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TrafficFoot } from './traffic-foot.tsx';
import { useTrafficList } from './use-traffic-list.ts';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));

beforeEach(resetAsked);
afterEach(cleanup);

function Probe() {
  return <TrafficFoot list={useTrafficList()} />;
}

const status = { state: 'recording', startedAt: 0, dropped: 0, keptBytes: 0, budgetBytes: 1 } as const;
const session = (more: Partial<SessionState> = {}): SessionState => ({
  ...sampleSession([sampleRow(1), sampleRow(2), sampleRow(3)]),
  status,
  ...more,
});
const text = () => document.body.textContent ?? '';

describe('TrafficFoot', () => {
  it('says what matters most, one thing at a time', async () => {
    const notice = { code: 'slow-disk', severity: 'warning', message: 'The disk is 320 ms behind.' } as const;
    const paused = { ...status, state: 'paused', dropped: 5 } as const;
    const cases: readonly (readonly [SessionState, string])[] = [
      [session({ link: 'lost', status: paused, notices: [notice] }), 'The connection to the recorder is lost.'],
      [
        session({ status: { ...paused, fault: { code: 'disk-full', message: 'The disk is full.' } } }),
        'The disk is full.',
      ],
      [session({ status: paused, notices: [notice] }), 'Recording is paused.'],
      [session({ notices: [notice] }), 'The disk is 320 ms behind.'],
      [session({ status: { ...status, dropped: 1_906 } }), '1,906 details were left out to keep up.'],
    ];
    for (const [state, said] of cases) {
      await renderWith(<Probe />, { session: state });
      expect(text()).toContain(said);
      cleanup();
    }
  });

  it('lets a notice go', async () => {
    await renderWith(<Probe />, {
      session: session({ notices: [{ code: 'slow-disk', severity: 'warning', message: 'Slow.' }] }),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(asked.dismissed).toEqual(['slow-disk']);
  });

  it('tells that older requests were folded away', async () => {
    const bounds = { rows: 4, fold: 2, messages: 9, journal: 99, ...RECORD_BOUNDS };
    const folded = applyFeed(session(), [toBatch([sampleRow(4), sampleRow(5)])], bounds);
    await renderWith(<Probe />, { session: folded });
    expect(text()).toContain('2 older requests are not shown.');
  });

  it('counts what was cleared and shows it again', async () => {
    const state = session();
    await renderWith(<Probe />, {
      session: state,
      view: { cleared: { session: sessionKey(state), throughId: '2' } },
    });
    expect(text()).toContain('2 cleared');
    fireEvent.click(screen.getByRole('button', { name: 'Show them again' }));
    expect(text()).not.toContain('cleared');
  });

  it('tells whether it follows', async () => {
    await renderWith(<Probe />, { session: session() });
    expect(text()).toContain('Following');
  });
});
