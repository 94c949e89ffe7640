// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceCall, TraceRow, TraceRows } from '../../../main/model/protocol.ts';
import { orderTrace, sampleTrace, TRACE_ID, TRACE_START } from '../../../main/model/trace-sample.ts';
import { sampleTotals } from '../../store/log-sample.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { openTrace, setBrush, setTracePart, viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleCall, sampleTraceRow, traceRows } from './trace-row-sample.ts';
import { TracesView } from './traces-view.tsx';

/** What the session answers. */
const session: {
  rows: readonly TraceRow[];
  trace: TraceRows;
  calls: readonly ServiceCall[];
  asked: unknown[][];
  fault?: string;
} = {
  rows: [],
  trace: sampleTrace(),
  calls: [],
  asked: [],
};

vi.mock('../../store/commands.ts', async () => ({
  ...(await import('../../test/commands-stub.ts')),
  query: async (name: string, ...rest: unknown[]) => {
    session.asked.push([name, ...rest]);
    if (session.fault !== undefined) throw new Error(session.fault);
    if (name === 'trace') return session.trace;
    return name === 'serviceCalls' ? session.calls : { rows: session.rows, total: session.rows.length };
  },
}));

const order = sampleTraceRow(50, { traceId: TRACE_ID, name: 'button "Place order"', errors: 1 });

beforeEach(() => {
  Object.assign(session, { rows: [order, ...traceRows(3, 1)], trace: orderTrace(), calls: [], asked: [] });
  delete session.fault;
});
afterEach(cleanup);

async function show(workspace = {}) {
  await renderWith(<TracesView />, { session: sampleSession([], workspace) });
  await act(async () => Promise.resolve());
}

const list = () => screen.getByRole('grid', { name: 'Traces' });
const tree = () => screen.getByRole('treegrid', { name: 'Trace' });
const row = (text: RegExp | string) => within(tree()).getByRole('row', { name: text });
const names = (grid: HTMLElement) =>
  within(grid)
    .getAllByRole('row')
    .slice(1)
    .map((one) => one.querySelector('[role="gridcell"]:nth-child(2)')?.textContent);

describe('the list of traces', () => {
  it('offers the requests that nothing joined where there is nothing else', async () => {
    session.rows = traceRows(3, 1).map((one) => ({ ...one, spans: 0, logs: 0 }));
    await show();
    expect(screen.getByRole('heading', { name: 'No traces yet' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'List 3 requests that nothing joined' }));
    expect(names(list())).toHaveLength(3);
  });

  it('has the latest first, and marks those with errors', async () => {
    await show();
    expect(names(list())).toEqual(['button "Place order"', 'GET /api/items/3', 'GET /api/items/2', 'GET /api/items/1']);
    fireEvent.click(screen.getByRole('button', { name: 'With errors' }));
    expect(names(list())).toEqual(['button "Place order"']);
    expect(screen.getByText('1 of 4')).toBeTruthy();
  });

  it('says that a word of the filter is not understood, and that nothing matches', async () => {
    await show();
    const filter = screen.getByRole('searchbox', { name: /has:error/ });
    fireEvent.change(filter, { target: { value: 'has:wings nothing' } });
    expect(filter.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('No trace matches.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(names(list())).toHaveLength(4);
  });

  it('holds new ones back while one is read', async () => {
    await show();
    fireEvent.click(within(list()).getByText('GET /api/items/2'));
    session.rows = [sampleTraceRow(60), ...session.rows];
    act(() => sessionStore.setState({ telemetry: { ...sampleTotals([]), traced: 9 } }));
    const pill = await screen.findByRole('button', { name: '1 new' }, { timeout: 10_000 });
    expect(names(list())).toHaveLength(4);
    fireEvent.click(pill);
    await waitFor(() => expect(names(list())[0]).toBe('GET /api/items/60'));
  });

  it('shows only what touches the brush', async () => {
    await show();
    act(() => setBrush({ from: TRACE_START + 2_050, to: TRACE_START + 4_000, live: false }));
    expect(names(list())).toEqual(['GET /api/items/3', 'GET /api/items/2']);
  });

  it('says how spans come in where there are none', async () => {
    session.rows = [];
    await show({ telemetry: { otlpUrl: 'http://127.0.0.1:4318', metrics: [], pprof: [], logFiles: [] } });
    expect(await screen.findByRole('heading', { name: 'No traces yet' })).toBeTruthy();
    expect(screen.getByText(/OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/127\.0\.0\.1:4318/)).toBeTruthy();
    cleanup();
    await show();
    expect(await screen.findByText(/receiver is off/)).toBeTruthy();
  });

  it('says why the session did not answer', async () => {
    session.fault = 'the file is gone';
    await show();
    expect(await screen.findByText('The session did not answer: the file is gone')).toBeTruthy();
  });
});

describe('a trace', () => {
  async function open(rowId: string | null = null, workspace = {}) {
    await show(workspace);
    act(() => openTrace(TRACE_ID, rowId));
    await screen.findByRole('treegrid', { name: 'Trace' });
  }

  it('is a tree with its figures in one line', async () => {
    await open();
    expect(screen.getByText('426 ms, 1 request, 6 spans, 4 services, 3 log lines, 4 errors')).toBeTruthy();
    expect(row(/^page \/checkout/).getAttribute('aria-level')).toBe('1');
    expect(row(/postgresql\s*SELECT carts/).getAttribute('aria-level')).toBe('6');
  });

  it('folds and unfolds by key and by pointer', async () => {
    await open();
    fireEvent.click(row(/^api\s*POST \/api\/orders/));
    fireEvent.keyDown(tree(), { key: 'ArrowLeft' });
    expect(row(/^api\s*POST \/api\/orders/).getAttribute('aria-expanded')).toBe('false');
    expect(within(tree()).queryByText('SELECT carts')).toBeNull();
    fireEvent.keyDown(tree(), { key: 'ArrowRight' });
    expect(within(tree()).getByText('SELECT carts')).toBeTruthy();
    const fold = row(/^proxy\s*POST/).querySelector('[data-fold]');
    if (fold) fireEvent.click(fold);
    expect(within(tree()).queryByText('SELECT carts')).toBeNull();
  });

  it('shows the selected row in full, and goes on to where it is at home', async () => {
    await open();
    fireEvent.click(row(/postgresql\s*SELECT carts/));
    const facts = screen.getByRole('region', { name: 'The selected row' });
    expect(within(facts).getByText('db.system.name')).toBeTruthy();
    expect(within(facts).getByText('94 ms')).toBeTruthy();
    fireEvent.click(row(/^proxy\s*POST/));
    fireEvent.click(screen.getByRole('button', { name: 'Open the request' }));
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', tables: { traffic: { selectedId: '1' } } });
  });

  it('closes step by step with Escape', async () => {
    await open('log 3');
    expect(screen.getByRole('region', { name: 'The selected row' }).textContent).toContain('panic recovered');
    fireEvent.keyDown(tree(), { key: 'Escape' });
    expect(screen.getByRole('region', { name: 'Log lines with this trace id' })).toBeTruthy();
    fireEvent.keyDown(tree(), { key: 'Escape' });
    expect(viewStore.getState().tables.traces.selectedId).toBeNull();
  });

  it('lists its log lines, each leading to its row', async () => {
    await open();
    const lines = screen.getByRole('region', { name: 'Log lines with this trace id' });
    fireEvent.click(within(lines).getByText('payment intent empty'));
    expect(viewStore.getState().traceRow).toBe('log 2');
  });

  it('has no rows for log lines where they are switched off', async () => {
    await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Lines as rows' }));
    expect(within(tree()).queryByText('panic recovered')).toBeNull();
  });

  it('opens in the team’s viewer only where that is on the web', async () => {
    const telemetry = { metrics: [], pprof: [], logFiles: [], traceViewer: 'http://jaeger.test/trace/{traceId}' };
    await open(null, { telemetry });
    const link = screen.getByRole('link', { name: 'Open in trace viewer' });
    expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual([
      `http://jaeger.test/trace/${TRACE_ID}`,
      'noopener noreferrer',
    ]);
    cleanup();
    await open(null, { telemetry: { ...telemetry, traceViewer: 'javascript:alert(1)' } });
    expect(screen.queryByRole('link', { name: 'Open in trace viewer' })).toBeNull();
  });

  it('says whose clock was set right and which parents never came', async () => {
    const { exchanges, spans, ...rest } = orderTrace();
    session.trace = {
      ...rest,
      exchanges,
      spans: spans
        .map((span) => ({
          ...span,
          startedAt: span.startedAt + (span.service === 'api' ? 5_000 : 0),
          parentSpanId: span.parentSpanId ?? '',
        }))
        .slice(0, 4),
    };
    await open();
    expect(screen.getByText(/api’s clock is 5\.00 s ahead; its spans were moved\./)).toBeTruthy();
    session.trace = { ...rest, exchanges: [], spans: spans.slice(0, 1), actions: [], errors: [], logs: [] };
    cleanup();
    await open();
    expect(row(/missing parent e000000000000001/)).toBeTruthy();
    expect(screen.getByText('1 parent span never came.')).toBeTruthy();
  });

  it('says that nothing of it is left', async () => {
    session.trace = sampleTrace();
    await show();
    act(() => openTrace(TRACE_ID));
    expect(await screen.findByText('Nothing of this trace is in the session.')).toBeTruthy();
  });
});

describe('services', () => {
  async function open() {
    await show();
    act(() => setTracePart('services'));
    await act(async () => Promise.resolve());
  }

  it('are a map of buttons over a table', async () => {
    session.calls = [sampleCall('browser', 'api', { count: 40, errors: 4 }), sampleCall('api', 'payments')];
    await open();
    const map = screen.getByRole('group', { name: 'Service map' });
    const call = within(map).getByRole('button', { name: /^browser to api: 40 calls, 10 % failed, half within 12 ms/ });
    fireEvent.click(call);
    expect(call.getAttribute('aria-pressed')).toBe('true');
    const table = screen.getByRole('grid', { name: 'Calls between services' });
    expect(within(table).getByRole('row', { selected: true }).textContent).toContain('browser');
    fireEvent.click(screen.getByRole('button', { name: 'Show its traces' }));
    expect(viewStore.getState()).toMatchObject({ tracePart: 'traces', tables: { traces: { filter: 'service:api' } } });
  });

  it('follow the brush, and say when there are none', async () => {
    await open();
    expect(screen.getByRole('heading', { name: 'No service has called another yet' })).toBeTruthy();
    act(() => setBrush({ from: 1, to: 2, live: false }));
    expect(await screen.findByRole('heading', { name: 'No calls in this time' })).toBeTruthy();
    expect(session.asked).toContainEqual(['serviceCalls', { fromAt: 1, toAt: 2 }]);
  });
});
