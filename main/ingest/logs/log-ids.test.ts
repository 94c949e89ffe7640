import { expect, test } from 'vitest';
import { findIds, toSpanId, toTraceId } from './log-ids.ts';
import type { LogIds } from './parsed-line.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

const find = (text: string, known: LogIds = {}): LogIds => {
  const ids = { ...known };
  findIds(text, ids);
  return ids;
};

test.each<[string, LogIds]>([
  [`done trace_id=${TRACE} span_id=${SPAN}`, { traceId: TRACE, spanId: SPAN }],
  [`[traceId=${TRACE}] done`, { traceId: TRACE }],
  [`trace.id: "${TRACE.toUpperCase()}"`, { traceId: TRACE }],
  [`traceparent: 00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN }],
  [` INFO [shop,${TRACE},${SPAN}] 1 --- done`, { traceId: TRACE, spanId: SPAN }],
  ['GET / x-request-id: 7f3a-9.', { requestId: '7f3a-9' }],
  ['reqId=req-1, done', { requestId: 'req-1' }],
  ['"correlation_id":"c/1"', { requestId: 'c/1' }],
  [`trace_id=${'0'.repeat(32)}`, {}],
  [`trace_id=${TRACE}0`, {}],
  ['no ids here', {}],
  ['request failed', {}],
])('%s', (text, ids) => {
  expect(find(text)).toEqual(ids);
});

test('what is known stays', () => {
  expect(find(`trace_id=${TRACE} request_id=b`, { traceId: 'own', requestId: 'a' })).toEqual({
    traceId: 'own',
    requestId: 'a',
  });
});

test('ids are hex digits, not all zero', () => {
  expect([toTraceId(TRACE.toUpperCase()), toTraceId(SPAN), toTraceId(5), toTraceId('0'.repeat(32))]).toEqual([
    TRACE,
    undefined,
    undefined,
    undefined,
  ]);
  expect([toSpanId(SPAN), toSpanId(TRACE), toSpanId('0'.repeat(16))]).toEqual([SPAN, undefined, undefined]);
});
