import { expect, it } from 'vitest';
import { sampleExchange } from '../har/test/sample-exchange.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Recorded } from '../model/recorded.ts';
import { ExportSelection } from './export-selection.ts';

const exchange = (change: Parameters<typeof sampleExchange>[0]): Recorded => ({
  kind: 'exchange',
  record: sampleExchange(change),
});
const log = (id: string, source: string): Recorded => ({
  kind: 'log',
  record: { id, at: 1, source, level: 'info', message: 'x', fields: {} },
});
const error = (id: string, mapped: boolean): Recorded => ({
  kind: 'error',
  record: {
    ...{ id, at: 1, lastAt: 1, source: 'window.onerror', name: 'TypeError', message: 'x', count: 1 },
    ...{ stack: [], mapped, group: 'g' },
  } satisfies ErrorReport,
});

it('takes a request once, when it is over, without fields and bodies', () => {
  const selection = new ExportSelection();
  for (const state of ['pending', 'streaming', 'open'] as const) {
    expect(selection.select(exchange({ id: '1', state }))).toBeUndefined();
  }
  const selected = selection.select(exchange({ id: '1', state: 'done' }));
  expect(selected).toMatchObject({ signal: 'traces', exchange: { id: '1', method: 'GET' } });
  expect(JSON.stringify(selected)).not.toContain('eaders');
  expect(selection.select(exchange({ id: '1', state: 'done', pageId: '7' }))).toBeUndefined();
  expect(selection.select(exchange({ id: '2', state: 'failed' }))).toBeDefined();
});

it('leaves out what its sender does not want in traces', () => {
  const trace = { traceId: 'a'.repeat(32), source: 'traceparent', sampled: false } as const;
  expect(new ExportSelection().select(exchange({ state: 'done', trace }))).toBeUndefined();
  expect(new ExportSelection().select(exchange({ state: 'done', trace: { ...trace, sampled: true } }))).toBeDefined();
});

it('takes an error once, when its frames were looked up', () => {
  const selection = new ExportSelection();
  expect(selection.select(error('1', false))).toBeUndefined();
  expect(selection.select(error('1', true))).toMatchObject({ signal: 'logs', error: { id: '1' } });
  expect(selection.select(error('1', true))).toBeUndefined();
});

it('takes logs once, but not those that came as OTLP', () => {
  const selection = new ExportSelection();
  for (const [id, source] of Object.entries({ 1: 'process:api', 2: 'file:/a.log', 3: 'browser', 4: 'http' })) {
    expect(selection.select(log(id, source))).toMatchObject({ signal: 'logs', log: { id } });
  }
  expect(selection.select(log('5', 'otlp:shop'))).toBeUndefined();
  expect(selection.select(log('1', 'process:api'))).toBeUndefined();
  expect(selection.select({ kind: 'dropped', count: 1 })).toBeUndefined();
});

it('remembers a bounded number', () => {
  const selection = new ExportSelection(2);
  for (const id of ['1', '2', '3']) selection.select(log(id, 'http'));
  expect(selection.select(log('3', 'http'))).toBeUndefined();
  expect(selection.select(log('1', 'http'))).toBeDefined();
});
