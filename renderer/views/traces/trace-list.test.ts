import { describe, expect, it } from 'vitest';
import type { TraceRow } from '../../../main/model/protocol.ts';
import { MAX_TRACES, NO_TRACES, takeFresh, takeLatest, takeOlder, TRACE_PAGE, type TraceList } from './trace-list.ts';
import { sampleTraceRow, traceRows } from './trace-row-sample.ts';

const page = (rows: readonly TraceRow[], total = rows.length) => ({ rows, total });
const names = (rows: readonly TraceRow[]) =>
  rows.map(({ startedAt }) => (startedAt - sampleTraceRow(0).startedAt) / 1_000);

describe('the list of traces', () => {
  const first = takeLatest(NO_TRACES, page(traceRows(3, 1)), true);

  it('begins with the latest', () => {
    expect(names(first.rows)).toEqual([3, 2, 1]);
    expect(first.more).toBe(false);
  });

  it('takes new ones in while the reader follows', () => {
    const next = takeLatest(first, page(traceRows(5, 1)), true);
    expect([names(next.rows), next.fresh]).toEqual([[5, 4, 3, 2, 1], []]);
  });

  it('holds new ones back while the reader does not, and takes new figures where rows stand', () => {
    const changed = [...traceRows(5, 3), sampleTraceRow(2, { spans: 9 }), sampleTraceRow(1)];
    const next = takeLatest(first, page(changed), false);
    expect([names(next.rows), names(next.fresh)]).toEqual([
      [3, 2, 1],
      [5, 4],
    ]);
    expect(next.rows[1]?.spans).toBe(9);
    expect(names(takeFresh(next).rows)).toEqual([5, 4, 3, 2, 1]);
    expect(takeFresh(next).fresh).toEqual([]);
  });

  it('starts over where a burst left a hole', () => {
    const next = takeLatest(first, page(traceRows(900, 701), 900), true);
    expect(names(next.rows).slice(0, 2)).toEqual([900, 899]);
    expect(next).toMatchObject({ more: true, total: 900 });
  });

  it('takes older ones at its end, once, up to its bound', () => {
    let list: TraceList = takeLatest(NO_TRACES, page(traceRows(10_000, 9_801), 10_000), true);
    expect(list.more).toBe(true);
    for (let oldest = 9_800; list.more; oldest -= TRACE_PAGE)
      list = takeOlder(list, page(traceRows(oldest + 1, oldest - TRACE_PAGE + 2)));
    expect(list.rows).toHaveLength(MAX_TRACES);
    expect(new Set(list.rows.map(({ traceId }) => traceId)).size).toBe(MAX_TRACES);
    expect(takeLatest(list, page(traceRows(10_000, 9_801), 10_000), false).more).toBe(false);
  });

  it('knows when there are no older ones', () => {
    const list = takeLatest(NO_TRACES, page(traceRows(10, 6), 10), true);
    expect(takeOlder(list, page(traceRows(5, 1))).more).toBe(false);
  });
});
