import { expect, test } from 'vitest';
import { parseTraceParent, readTraceContext, REQUEST_ID_CHARACTERS } from './trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

test('a traceparent is read with its flags', () => {
  expect(parseTraceParent(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
  expect(parseTraceParent(` 00-${TRACE}-${SPAN}-02\t`)).toMatchObject({ sampled: false });
});

test.each([
  ['a later version with more after it', `cc-${TRACE}-${SPAN}-01-what-comes`],
  ['a later version of the same length', `01-${TRACE}-${SPAN}-01`],
])('%s is read as far as it is known', (_, text) => {
  expect(parseTraceParent(text)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
});

test.each([
  ['version ff', `ff-${TRACE}-${SPAN}-01`],
  ['version 00 with more after it', `00-${TRACE}-${SPAN}-01-extra`],
  ['a later version that goes on without a dash', `01-${TRACE}-${SPAN}-01extra`],
  ['a zero trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
  ['a zero span', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ['a short trace', `00-${TRACE.slice(1)}-${SPAN}-01`],
  ['a short span', `00-${TRACE}-${SPAN.slice(1)}-01`],
  ['one digit of flags', `00-${TRACE}-${SPAN}-1`],
  ['no dashes', `00${TRACE}${SPAN}01`],
  ['nothing', ''],
])('%s is no traceparent', (_, text) => {
  expect(parseTraceParent(text)).toBeUndefined();
});

test('a request says its trace, its own span and its request id', () => {
  expect(
    readTraceContext([
      ['X-Correlation-ID', 'second'],
      ['TraceParent', `00-${TRACE}-${SPAN}-01`],
      ['x-request-id', 'first'],
    ]),
  ).toEqual({ traceId: TRACE, spanId: SPAN, requestId: 'first', source: 'traceparent' });
  expect(
    readTraceContext([
      ['traceparent', `00-${TRACE}-${SPAN}-01`],
      ['X-Correlation-ID', 'c'.repeat(1_000)],
    ])?.requestId,
  ).toHaveLength(REQUEST_ID_CHARACTERS);
});

test('without a traceparent, or with two, there is no trace', () => {
  expect(readTraceContext([['X-Request-ID', 'a']])).toBeUndefined();
  expect(
    readTraceContext([
      ['traceparent', `00-${TRACE}-${SPAN}-01`],
      ['traceparent', `00-${TRACE}-${SPAN}-01`],
    ]),
  ).toBeUndefined();
});
