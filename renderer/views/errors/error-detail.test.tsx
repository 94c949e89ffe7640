// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TraceRows } from '../../../main/model/protocol.ts';
import { query } from '../../store/commands.ts';
import {
  recordSession,
  sampleAction,
  samplePage,
  samplePanic,
  sampleReport,
  traceId,
} from '../../store/error-sample.ts';
import { sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { ErrorDetail } from './error-detail.tsx';

vi.mock('../../store/commands.ts', async () => ({
  ...(await import('../../test/commands-stub.ts')),
  query: vi.fn(async () => undefined),
}));
beforeEach(resetAsked);
afterEach(() => {
  cleanup();
  vi.mocked(query).mockReset();
});

const row = sampleRow(14, { status: 500, method: 'POST', url: 'http://h/api/pay' });
const report = sampleReport(10, { hmrId: '7' });
const others = [sampleReport(11, { count: 3 }), samplePanic(12)];
const trace: TraceRows = {
  exchanges: [row],
  logs: [{ id: '1', at: report.at - 9, source: 'process:api', level: 'warn', message: 'intent empty', fields: {} }],
  errors: [report, ...others],
  actions: [sampleAction(1)],
  spans: [],
};
const show = (answer: TraceRows | Error = trace) => {
  vi.mocked(query).mockImplementation(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const session = recordSession({
    errors: [report, ...others],
    hmr: [sampleUpdate(7)],
    rows: [row],
    pages: [samplePage(1)],
  });
  return renderWith(<ErrorDetail id="10" />, { session });
};
const detail = () => screen.getByRole('region', { name: 'Error details' });
const entries = () =>
  within(detail())
    .getAllByRole('listitem')
    .map((item) => item.textContent ?? '');

describe('ErrorDetail', () => {
  it('opens with sentences that say what, how often, since when and after which edit', async () => {
    await show();
    expect(detail().textContent).toContain('Told 4 times by Vue. First at');
    expect(detail().textContent).toContain('It came 2.92 s after the page took an update of Child.vue.');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toContain('TypeError: Cannot read');
  });

  it('tells what happened around it, each a way to where it stands', async () => {
    await show();
    await screen.findByText('intent empty');
    expect(query).toHaveBeenCalledWith('trace', traceId('7c1e90ab'));
    expect(entries().join('\n')).toMatch(
      /button "Pay"[^]*POST[^]*Hot update of Child\.vue[^]*intent empty[^]*TypeError/,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Hot update of Child.vue' }));
    expect(viewStore.getState()).toMatchObject({ view: 'hmr' });
    fireEvent.click(screen.getAllByRole('button', { name: 'POST /api/pay' })[0] ?? detail());
    expect(viewStore.getState().tables.traffic.selectedId).toBe('14');
    fireEvent.click(screen.getByRole('button', { name: '1 request in Traffic' }));
    expect(viewStore.getState().tables.traffic.filter).toBe('trace:7c1e90ab');
  });

  it('shows where it was, with components and names of properties', async () => {
    await show();
    expect(detail().textContent).toContain('App › CheckoutView › CheckoutForm');
    expect(detail().textContent).toContain('cart, currency');
    expect(screen.getByText('Chrome 141, Linux')).toBeTruthy();
    fireEvent.click(screen.getByTitle('Show /checkout?step=2 alone'));
    expect(viewStore.getState().pageScope).toBe('1');
  });

  it('lists the other reports of its group and other errors of its trace', async () => {
    await show();
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
    fireEvent.click(within(screen.getByRole('table')).getAllByRole('button')[0] ?? detail());
    expect(viewStore.getState().tables.errors.selectedId).toBe('11');
    fireEvent.click(screen.getAllByRole('button', { name: /^runtime error: / })[0] ?? detail());
    expect(viewStore.getState().tables.errors.selectedId).toBe('12');
  });

  it('opens the top frame in the editor', async () => {
    await show();
    fireEvent.click(screen.getByRole('button', { name: 'Open in editor E' }));
    expect(asked.commands).toMatchObject([{ type: 'open-source', line: 48, column: 31 }]);
  });

  it('copies Markdown for an issue, and says so', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    await show();
    await screen.findByText('intent empty');
    fireEvent.click(screen.getByRole('button', { name: 'Copy for an issue' }));
    await waitFor(() => expect(viewStore.getState().said?.key).toBe('said.copied.issue'));
    expect(writeText.mock.calls.flat().join()).toContain('POST http://h/api/pay → 500');
    writeText.mockRejectedValueOnce(new Error('no'));
    fireEvent.click(screen.getByRole('button', { name: 'Copy for an issue' }));
    await waitFor(() => expect(viewStore.getState().said?.key).toBe('said.copyFailed'));
    vi.unstubAllGlobals();
  });

  it('shows what it has when the trace can’t be read', async () => {
    await show(new Error('The host does not answer.'));
    expect(await screen.findByText(/Its trace could not be read: The host/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'POST /api/pay' }).length).toBeGreaterThan(0);
  });

  it('says that an error is not held, and closes on Escape', async () => {
    await show();
    viewStore.setState(({ tables }) => ({ tables: { ...tables, errors: { ...tables.errors, selectedId: '10' } } }));
    fireEvent.keyDown(detail(), { key: 'Escape' });
    expect(viewStore.getState().tables.errors.selectedId).toBeNull();
    cleanup();
    await renderWith(<ErrorDetail id="77" />, { session: recordSession({}) });
    expect(screen.getByRole('status').textContent).toContain('does not hold that error');
  });
});
