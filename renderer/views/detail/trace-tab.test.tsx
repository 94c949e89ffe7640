// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TraceRows } from '../../../main/model/protocol.ts';
import { orderTrace, sampleExchange, sampleTrace } from '../../../main/model/trace-sample.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { TraceTab } from './trace-tab.tsx';

const session: { trace: TraceRows } = { trace: orderTrace() };

vi.mock('../../store/commands.ts', async () => ({
  ...(await import('../../test/commands-stub.ts')),
  query: async () => session.trace,
}));

beforeEach(() => {
  session.trace = orderTrace();
});
afterEach(cleanup);

async function show(row = session.trace.exchanges[0] ?? sampleExchange()) {
  await renderWith(<TraceTab row={row} />, { session: sampleSession([]) });
  await act(async () => Promise.resolve());
}

describe('the Trace tab', () => {
  it('shows the tree at the request’s own row, and says how whole it is', async () => {
    await show();
    const tree = screen.getByRole('treegrid', { name: 'Trace' });
    expect(within(tree).getByRole('row', { selected: true }).textContent).toContain('proxy');
    expect(screen.getByText('6 spans from 4 services; id from traceparent; nothing lost on the way')).toBeTruthy();
  });

  it('shows another row in full, and comes back to its own with Escape', async () => {
    await show();
    const tree = screen.getByRole('treegrid', { name: 'Trace' });
    fireEvent.click(within(tree).getByText('SELECT carts'));
    expect(screen.getByRole('region', { name: 'The selected row' }).textContent).toContain('db.system.name');
    fireEvent.keyDown(tree, { key: 'Escape' });
    expect(within(tree).getByRole('row', { selected: true }).textContent).toContain('proxy');
  });

  it('says how spans come in where none came, and where the request has no trace', async () => {
    const exchange = sampleExchange();
    session.trace = sampleTrace({ exchanges: [exchange] });
    await show(exchange);
    expect(screen.getByText('No span came for this request.')).toBeTruthy();
    cleanup();
    const { trace: _none, ...untraced } = exchange;
    await show(untraced);
    expect(screen.getByText('This request belongs to no trace.')).toBeTruthy();
  });
});
