// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogRecord } from '../../../main/model/log.ts';
import { sampleLog, SAMPLE_TRACE, sampleTotals } from '../../store/log-sample.ts';
import { sampleRow, sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';

vi.mock('../../store/commands.ts', async () => ({
  ...(await import('../../test/commands-stub.ts')),
  query: vi.fn(),
  source: vi.fn(async () => []),
}));
const { query } = await import('../../store/commands.ts');
const { logPages } = await import('../../store/log-list.ts');
const { LogsView } = await import('./logs-view.tsx');

beforeEach(resetAsked);
afterEach(() => {
  cleanup();
  logPages.reset();
  vi.mocked(query).mockReset();
});

const LOGS: readonly LogRecord[] = [
  sampleLog(1, { message: 'listening', source: 'process:web' }),
  sampleLog(2, {
    message: 'stock is low',
    level: 'warn',
    traceId: SAMPLE_TRACE,
    fields: { ansi: '\u001b[33mstock\u001b[0m is low' },
  }),
  sampleLog(3, {
    message: 'panic recovered',
    level: 'error',
    traceId: SAMPLE_TRACE,
    exchangeId: '7',
    joinedBy: 'time',
    confidence: 0.6,
    fields: { user: { id: 42 } },
    more: 'goroutine 1\nmain.go:3',
  }),
];

async function show(logs: readonly LogRecord[] = LOGS): Promise<void> {
  const answer = (name: string, first: unknown): unknown => {
    if (name === 'log') return logs.find(({ id }) => id === first);
    if (name === 'logRows') return { rows: logs, total: logs.length };
    return { anchors: logs.slice(0, 1).map(({ id }) => id), every: 200, total: logs.length, lastId: logs.at(-1)?.id };
  };
  vi.mocked(query).mockImplementation(async (name, ...args) => answer(name, args[0]) as never);
  const telemetry = sampleTotals(logs);
  await renderWith(<LogsView />, {
    session: {
      ...sampleSession([sampleRow(7, { url: 'http://h/api/pay' })]),
      ...(logs.length > 0 ? { telemetry } : {}),
    },
    view: { view: 'logs' },
  });
}

describe('LogsView', () => {
  it('shows lines with level, source, colours, trace and how many lines follow', async () => {
    await show();
    const row = await screen.findByRole('row', { name: /panic recovered/ });
    expect(row.textContent).toContain('error');
    expect(row.textContent).toContain('api');
    expect(row.textContent).toContain('7c1e90ab');
    expect(screen.getByText('stock').className).toBe('ansi-yellow');
    fireEvent.click(screen.getByRole('button', { name: '+ 2 lines' }));
    expect(await screen.findByText('main.go:3')).toBeTruthy();
  });

  it('marks lines of the same trace, and tells of one in full', async () => {
    await show();
    fireEvent.click(await screen.findByRole('row', { name: /panic recovered/ }));
    expect(screen.getByText('stock').closest('[role="row"]')?.className).toContain('rel');
    expect(screen.getByRole('row', { name: /listening/ }).className).not.toContain('rel');
    const facts = await screen.findByRole('region', { name: 'Facts and fields' });
    expect(facts.textContent).toContain('the only request api was busy with, 60 % sure');
    expect(facts.textContent).toContain('1 field');
    fireEvent.click(screen.getByRole('button', { name: /GET \/api\/pay/ }));
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', tables: { traffic: { selectedId: '7' } } });
  });

  it('asks for levels and sources by chip, and says what is wrong with a word', async () => {
    await show();
    fireEvent.click(await screen.findByRole('button', { name: 'Warn 1' }));
    fireEvent.click(screen.getByRole('button', { name: /^web/ }));
    expect(viewStore.getState().tables.logs.applied).toBe('level:>=warn source:web');
    await waitFor(() =>
      expect(vi.mocked(query)).toHaveBeenCalledWith(
        'logIndex',
        { levels: ['warn', 'error', 'fatal'], sources: ['process:web'] },
        expect.anything(),
      ),
    );
    fireEvent.change(screen.getByRole('combobox'), { target: { value: '-trace:7c' } });
    fireEvent.blur(screen.getByRole('combobox'));
    expect(screen.getByText(/can't be turned round/)).toBeTruthy();
  });

  it('says how logs get here while there are none', async () => {
    await show([]);
    await act(async () =>
      logPages.demand({
        key: 'none',
        filter: {},
        lastId: undefined,
        changed: 0,
        again: 0,
        follow: true,
        seenThrough: null,
      }),
    );
    expect(await screen.findByText('No log line yet')).toBeTruthy();
    expect(screen.getByText(/__throughline\/log/)).toBeTruthy();
  });

  it('says why logs could not be read, and asks again', async () => {
    vi.mocked(query).mockRejectedValue(new Error('The host went away.'));
    await renderWith(<LogsView />, {
      session: { ...sampleSession([]), telemetry: sampleTotals(LOGS) },
      view: { view: 'logs' },
    });
    expect(await screen.findByText('The host went away.')).toBeTruthy();
    const before = vi.mocked(query).mock.calls.length;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(vi.mocked(query).mock.calls.length).toBeGreaterThan(before));
  });
});
