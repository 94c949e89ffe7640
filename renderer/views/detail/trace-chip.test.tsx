// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, expect, it } from 'vitest';
import { traceId } from '../../store/error-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TraceChip, traceMenu } from './trace-chip.tsx';

afterEach(cleanup);

const ID = traceId('7c1e90abff');

function choose(id: string): void {
  const entry = traceMenu(i18next.getFixedT(null, 'detail'), ID, 'log 3').find((one) => one.id === id);
  if (entry?.kind === 'action') entry.run();
}

it('shows the first digits, or all, and opens a menu', async () => {
  await renderWith(<TraceChip traceId={ID} />);
  const chip = screen.getByRole('button', { name: '7c1e90ab' });
  fireEvent.keyDown(chip, { key: 'Enter' });
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toContain('Show as a tree');
  cleanup();
  await renderWith(<TraceChip traceId={ID} whole />);
  expect(screen.getByRole('button', { name: ID })).toBeTruthy();
});

it('leads to the tree, the requests and the log lines of the trace', async () => {
  await renderWith(<TraceChip traceId={ID} />);
  choose('tree');
  expect(viewStore.getState()).toMatchObject({
    view: 'traces',
    traceRow: 'log 3',
    tables: { traces: { selectedId: ID } },
  });
  choose('requests');
  expect(viewStore.getState()).toMatchObject({ view: 'traffic', tables: { traffic: { applied: 'trace:7c1e90ab' } } });
  choose('logs');
  expect(viewStore.getState()).toMatchObject({ view: 'logs', tables: { logs: { applied: 'trace:7c1e90ab' } } });
});
