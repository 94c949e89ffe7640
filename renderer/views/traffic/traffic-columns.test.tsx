import type { TFunction } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { pendingRow, SAMPLE_START, sampleBody, sampleRow } from '../../store/row-sample.ts';
import { OPTIONAL_COLUMNS, statusWord, trafficColumns } from './traffic-columns.tsx';

const t = ((key: string) => key) as TFunction<'traffic'>;
const columns = trafficColumns(t, { from: SAMPLE_START, to: SAMPLE_START + 5_000 });

function cell(id: string, row: ExchangeRow): string {
  const column = columns.find((found) => found.id === id);
  return renderToStaticMarkup(<>{column?.cell(row)}</>);
}

describe('trafficColumns', () => {
  it('shows the path alone for this machine and the host for others, its last part strong', () => {
    expect(cell('path', sampleRow(1))).toContain('/api/items/<b>1</b>?page=1');
    expect(cell('path', sampleRow(1))).not.toContain('>127.0.0.1');
    expect(cell('path', sampleRow(1, { upstreamUrl: 'https://rates.test/x' }))).toContain('>rates.test');
  });

  it('says what does not apply with a dash, never 0', () => {
    expect(cell('size', pendingRow(1))).toBe('–');
    expect(cell('size', sampleRow(1, { responseBody: sampleBody(0) }))).toBe('0 B');
    const { route: _route, ...unrouted } = sampleRow(1);
    expect(cell('route', unrouted)).toBe('–');
  });

  it('marks a body that was cut', () => {
    expect(cell('size', sampleRow(1, { responseBody: sampleBody(5_000, { truncated: true }) }))).toContain(
      'aria-label="cut"',
    );
  });

  it('marks what a hot update asked for, and counts messages received', () => {
    expect(cell('joined', sampleRow(1))).toBe('');
    expect(cell('joined', sampleRow(1, { hmrUpdateId: '4' }))).toContain('aria-label="joined.hmr"');
    expect(cell('joined', sampleRow(1, { messagesIn: 1_284 }))).toContain('1,284');
  });

  it('tells that a total still grows', () => {
    expect(cell('total', pendingRow(1))).toBe('20 ms …');
    expect(cell('total', sampleRow(1, { kind: 'websocket', state: 'open' }))).toBe('state.open');
    expect(cell('total', sampleRow(1))).toBe('100 ms');
  });

  it('has a word where there is no status', () => {
    expect(statusWord(pendingRow(1), t)).toBe('state.pending');
    expect(statusWord(pendingRow(1, { state: 'failed' }), t)).toBe('state.failed');
    expect(statusWord(sampleRow(1, { state: 'open', status: 101 }), t)).toBe('101');
  });

  it('names ticks by their distance', () => {
    const head = renderToStaticMarkup(<>{columns.find((column) => column.id === 'waterfall')?.head}</>);
    expect(head).toContain('+1 s');
    expect(head).toContain('+4 s');
  });

  it('lets only columns go that exist', () => {
    for (const id of OPTIONAL_COLUMNS) expect(columns.some((column) => column.id === id)).toBe(true);
  });
});
