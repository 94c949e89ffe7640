// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '../../../main/model/exchange.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleExchange } from './exchange-sample.ts';

const query = vi.fn<() => Promise<Exchange | undefined>>();
vi.mock('../../store/commands.ts', async (original) => ({ ...(await original<object>()), query: () => query() }));
const { ExchangeDetail, splitUrl } = await import('./exchange-detail.tsx');

const FULL = sampleExchange({
  method: 'POST',
  requestBody: { sizeBytes: 9, keptBytes: 9, truncated: false, complete: true, contentType: 'application/json' },
  requestHeaders: [
    ['Host', '127.0.0.1:8888'],
    ['Authorization', 'Bearer opaque-token'],
  ],
  upstreamRequestHeaders: [
    ['Host', '127.0.0.1:8080'],
    ['Authorization', 'Bearer opaque-token'],
    ['X-Forwarded-For', '127.0.0.1'],
  ],
  responseTrailers: [['X-Checksum', 'abc']],
  informational: [{ status: 103, headers: [['Link', '</a.css>']] }],
  upstreamResponseHeaders: [['Server-Timing', 'db;dur=148']],
});

beforeEach(() => vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"ok":[1,2]}'))));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function show(exchange: Exchange | undefined, detailTab = 'overview') {
  query.mockResolvedValue(exchange);
  await renderWith(<ExchangeDetail exchangeId="7" />, { view: { detailTab, detailOpen: true } });
  if (exchange) await screen.findByRole('tablist');
}
const panel = () => screen.getByRole('tabpanel').textContent;

describe('ExchangeDetail', () => {
  it('leads with what happened, then facts', async () => {
    await show(FULL);
    expect(panel()).toContain('127.0.0.1:8080 answered 200 OK with 486 B in 412 ms.');
    expect(panel()).toContain('396 ms of it (96 %)');
    expect(panel()).toContain('#14, reused after 600 ms idle');
    expect(panel()).toContain('The back end says of its timedb148 ms');
  });

  it('says where the trace comes from, and the request id', async () => {
    const trace = {
      traceId: 'a'.repeat(32),
      requestId: 'order-42',
      source: 'b3',
      field: 'uber-trace-id',
      sampled: false,
    } as const;
    await show(sampleExchange({ trace }));
    expect(panel()).toContain('Traceread from uber-trace-id, not sampledRequest idorder-42');
    cleanup();
    await show(sampleExchange({ trace: { traceId: 'a'.repeat(32), source: 'generated', sampled: true } }));
    expect(panel()).toContain('Tracebegun by Throughline');
  });

  it('says which rule changed a field', async () => {
    const effect = { ruleId: 'debug', side: 'request', action: 'set', before: [], after: ['127.0.0.1'] } as const;
    await show({ ...FULL, rules: [{ ...effect, name: 'x-forwarded-for' }] }, 'headers');
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('X-Forwarded-For–127.0.0.1added by rule debug');
    expect(rows).toContain('Host127.0.0.1:8888127.0.0.1:8080changed');
  });

  it('shows headers before and after the proxy, with differences in words and secrets hidden', async () => {
    await show(FULL, 'headers');
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('Host127.0.0.1:8888127.0.0.1:8080changed');
    expect(rows).toContain('X-Forwarded-For–127.0.0.1added');
    expect(panel()).not.toContain('opaque-token');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Show secrets' }));
    expect(panel()).toContain('opaque-token');
    fireEvent.click(screen.getByRole('checkbox', { name: /Only differences/ }));
    expect(screen.queryByText('Authorization')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /Response/ }));
    expect(panel()).toContain('Interim answer 103');
    expect(panel()).toContain('X-Checksum');
  });

  it('shows the body of request and response', async () => {
    await show(FULL, 'payload');
    expect((await screen.findAllByRole('treeitem')).map((item) => item.textContent)).toContain('"ok": [ 2 items');
    expect(panel()).toContain('full1');
    cleanup();
    await show(FULL, 'response');
    expect(await screen.findByRole('tree')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Hex' }));
    expect(panel()).toContain('7b 22 6f 6b');
  });

  it('says why there is no body, and what of it is missing', async () => {
    await show(
      sampleExchange({ status: 304, responseBody: { ...FULL.responseBody, sizeBytes: 0, keptBytes: 0 } }),
      'response',
    );
    expect(panel()).toContain('An answer with this status has no body.');
    cleanup();
    const cut = { ...FULL.responseBody, sizeBytes: 5_000_000, keptBytes: 1000, truncated: true, complete: false };
    await show(sampleExchange({ responseBody: cut }), 'response');
    expect(panel()).toContain('Cut: the first 1.0 kB of 5.0 MB are kept.');
    expect(panel()).toContain('Incomplete: the sender stopped after 5.0 MB.');
  });

  it('waits with a large body until it is asked for', async () => {
    const large = { ...FULL.responseBody, sizeBytes: 3_000_000, keptBytes: 3_000_000 };
    await show(sampleExchange({ responseBody: large }), 'response');
    fireEvent.click(screen.getByRole('button', { name: 'Show it' }));
    expect(await screen.findByRole('tree')).toBeTruthy();
  });

  it('shows phases with what was not needed and what the back end told', async () => {
    await show(FULL, 'timing');
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('DNS–Not needed, the connection was open already');
    expect(rows.find((text) => text.startsWith('Wait'))).toContain('396 ms');
    const told = rows.findIndex((text) => text.startsWith('db'));
    expect(rows[told]).toContain('148 ms');
    expect(rows[told - 2]).toMatch(/^Wait/);
    expect(rows[told + 1]).toMatch(/^Receive/);
  });

  it('moves through tabs by bracket keys and closes by Escape', async () => {
    await show(FULL);
    const detail = screen.getByRole('region', { name: 'Request details' });
    fireEvent.keyDown(detail, { key: ']' });
    expect(within(screen.getByRole('tablist')).getByRole('tab', { selected: true }).textContent).toContain('Headers');
    fireEvent.keyDown(detail, { key: '[' });
    fireEvent.keyDown(detail, { key: '[' });
    expect(viewStore.getState().detailTab).toBe('logs');
    fireEvent.keyDown(detail, { key: 'Escape' });
    expect(viewStore.getState().detailOpen).toBe(false);
  });

  it('says so when there is no such request or it can’t be read', async () => {
    await show(undefined);
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('no such request'));
    cleanup();
    query.mockRejectedValue(new Error('link lost'));
    await renderWith(<ExchangeDetail exchangeId="7" />);
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('link lost'));
  });

  it('sets the host apart from path and query', () => {
    expect(splitUrl('http://127.0.0.1:8888/api?x=1')).toEqual({ host: '127.0.0.1:8888', path: '/api?x=1' });
    expect(splitUrl('https://h')).toEqual({ host: 'h', path: '/' });
    expect(splitUrl('*')).toEqual({ host: '', path: '*' });
  });
});
