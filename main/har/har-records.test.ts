import { describe, expect, it } from 'vitest';
import { PAGE_LIST_LIMIT } from '../model/page.ts';
import { putAction, putError, putHmr, putLog, putPage, SPAN_ID, TRACE_ID } from '../store/fixtures/records.ts';
import { type HarRecordList, parseHarRecord } from './har-records.ts';

const RECORDS = {
  logs: putLog(1, 'x', { traceId: TRACE_ID, spanId: SPAN_ID, requestId: 'r', exchangeId: '3', pageId: '1~2' }),
  hmr: putHmr(1, {
    ...{ error: { message: 'no', line: 1 }, moreErrors: [{ message: 'm' }], reason: 'html', latency: { fetchMs: 1 } },
    ...{ direction: 'in', frameId: '4', key: 'h', appliedAt: 3, applied: 'inferred', repeats: 2, recovers: '9' },
  }),
  errors: putError(1, {
    ...{ componentStack: ['A'], props: ['x'], handled: true, traceId: TRACE_ID, exchangeId: '1', actionId: '2' },
    stack: [
      { raw: 'at <anonymous>', origin: 'native', unresolved: { code: 'frame-native', message: 'No.' } },
      ...putError(1).record.stack,
    ],
  }),
  pages: putPage('12~1'),
  actions: putAction(1),
} as const;

describe.each(Object.entries(RECORDS))('%s', (name, word) => {
  const list = name as HarRecordList;

  it('come back as they were', () => {
    expect(parseHarRecord(list, JSON.parse(JSON.stringify(word.record)))).toEqual(word);
  });

  it.each([null, 5, [], {}, { id: 'x' }, { ...word.record, id: '../1' }, { ...word.record, at: '5' }])(
    'are refused as %j',
    (value) => expect(parseHarRecord(list, value)).toBeUndefined(),
  );
});

it('keeps no more of a page than a page keeps', () => {
  const routes = Array.from({ length: PAGE_LIST_LIMIT + 5 }, (_, at) => ({ at, url: 'u' }));
  const { record } = putPage('1', { routes });
  expect(parseHarRecord('pages', record)).toEqual(putPage('1', { routes: routes.slice(5) }));
});
