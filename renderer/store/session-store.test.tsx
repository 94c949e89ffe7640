// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { applyFeed } from './apply.ts';
import { pendingRow, sampleRow, sampleSession, toBatch } from './row-sample.ts';
import { sessionStore, useEvents, useExchangeRow, useFrames } from './session-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';

afterEach(cleanup);

function Probe() {
  const row = useExchangeRow('1');
  const frames = useFrames('1');
  const events = useEvents('1');
  return <output>{`${row?.state} ${frames.rows.length} ${events.rows.length}`}</output>;
}

it('paints again when a row or its messages change', async () => {
  await renderWith(<Probe />, { session: sampleSession([pendingRow(1)]) });
  expect(screen.getByRole('status').textContent).toBe('pending 0 0');
  const event = {
    id: '1',
    exchangeId: '1',
    at: 0,
    event: 'message',
    preview: 'x',
    sizeBytes: 1,
    truncated: false,
  } as const;
  act(() => {
    sessionStore.setState(
      (state) =>
        applyFeed(state, [
          toBatch([sampleRow(1)]),
          { type: 'batch', changes: [{ seq: 9, kind: 'event', op: 'put', record: event }] },
        ]),
      true,
    );
  });
  expect(screen.getByRole('status').textContent).toBe('done 0 1');
});
