import { describe, expect, it } from 'vitest';
import { exchangeErrors, isEdit, lastEdit, selectErrorIndex, toErrorIndex } from './error-index.ts';
import { recordSession, samplePanic, sampleReport, traceId } from './error-sample.ts';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from './hmr-sample.ts';

const ids = (records: readonly { readonly id: string }[] | undefined) => records?.map(({ id }) => id);

describe('toErrorIndex', () => {
  const index = toErrorIndex([
    sampleReport(1, { count: 3, lastAt: sampleReport(1).at + 5_000, hmrId: '9' }),
    samplePanic(2),
    sampleReport(3, { exchangeId: '15' }),
  ]);

  it('makes groups in order of their first report, with how often, since when and until when', () => {
    expect(index.groups.map(({ id, count }) => `${id} ${count}`)).toEqual(['1 4', '2 1']);
    expect(index.groups[0]).toMatchObject({ firstAt: sampleReport(1).at, lastAt: sampleReport(1).at + 5_000 });
  });

  it('finds errors by request, trace and update', () => {
    expect(ids(index.byExchange.get('15'))).toEqual(['3']);
    expect(ids(index.byTrace.get(traceId('7c1e90ab')))).toEqual(['1', '2', '3']);
    expect(ids(index.byHmr.get('9'))).toEqual(['1']);
  });

  it('tells a request’s own errors from others of its trace', () => {
    const { own, traced } = exchangeErrors(index, '15', traceId('7c1e90ab'));
    expect([ids(own), ids(traced)]).toEqual([['3'], ['1', '2']]);
    expect(exchangeErrors(index, '77', undefined)).toEqual({ own: [], traced: [] });
  });
});

it('selectErrorIndex is made once for the same errors', () => {
  const state = recordSession({ errors: [sampleReport(1)] });
  expect(selectErrorIndex({ ...state })).toBe(selectErrorIndex(state));
  expect(selectErrorIndex(recordSession({ errors: [] })).groups).toEqual([]);
});

describe('lastEdit', () => {
  it('is the last update, reload or failed build', () => {
    expect(lastEdit([sampleUpdate(1), sampleReload(2), samplePlain(3, 'custom')])?.id).toBe('2');
    expect(lastEdit([samplePlain(3, 'connected')])).toBeUndefined();
    expect(isEdit(sampleError(1))).toBe(true);
    expect(isEdit(openUpdate(1))).toBe(true);
    expect(isEdit(sampleReload(1, { reason: 'on-demand' }))).toBe(false);
  });
});
