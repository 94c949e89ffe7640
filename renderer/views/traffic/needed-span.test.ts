import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { pendingRow, SAMPLE_START, sampleRow, sampleTimings } from '../../store/row-sample.ts';
import { neededSpan } from './needed-span.ts';

const need = (rows: readonly ExchangeRow[]) => neededSpan((index) => rows[index], 0, rows.length - 1);

describe('neededSpan', () => {
  it('goes from the first start to the last end', () => {
    expect(need([sampleRow(1), sampleRow(3)])).toEqual({ from: SAMPLE_START + 100, to: SAMPLE_START + 400 });
  });

  it('is not stretched by one slow answer or by what has no end', () => {
    const slow = sampleRow(1, { timings: sampleTimings({ total: 60_000 }) });
    expect(need([slow, sampleRow(2)])?.to).toBe(SAMPLE_START + 2_200);
    expect(need([pendingRow(1), sampleRow(2, { kind: 'websocket', timings: sampleTimings({ total: 9e9 }) })])?.to).toBe(
      SAMPLE_START + 201,
    );
  });

  it('is nothing without rows', () => expect(need([])).toBeUndefined());
});
