import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { pendingRow, SAMPLE_START, sampleRow } from '../../store/row-sample.ts';
import { WaterfallCell } from './waterfall-cell.tsx';

const span = { from: SAMPLE_START, to: SAMPLE_START + 1_000 };
const html = (row: Parameters<typeof WaterfallCell>[0]['row']) =>
  renderToStaticMarkup(<WaterfallCell row={row} span={span} />);

it('draws each state in its own way', () => {
  expect(html(sampleRow(1))).toContain('ph wait');
  expect(html(sampleRow(1))).toContain('100 ms');
  expect(html(pendingRow(1))).toContain('ph pend');
  expect(html(sampleRow(1, { kind: 'websocket', state: 'open' }))).toContain('ph open');
  expect(html(sampleRow(50))).toContain('woutside after');
  expect(renderToStaticMarkup(<WaterfallCell row={sampleRow(1)} span={null} />)).toBe('');
});
