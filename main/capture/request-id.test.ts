import { expect, test } from 'vitest';
import { parseRequestId, parseTraceId, REQUEST_ID_CHARACTERS, toTraceId } from './request-id.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const UUID = '0af76519-16cd-43dd-8448-eb211c80319c';

test('a request id is 1 to 200 visible characters of ASCII, blanks around it aside', () => {
  expect(parseRequestId(' order 42 / a=b \t')).toBe('order 42 / a=b');
  expect(parseRequestId('x'.repeat(REQUEST_ID_CHARACTERS))).toHaveLength(REQUEST_ID_CHARACTERS);
  expect(['', ' \t', 'x'.repeat(REQUEST_ID_CHARACTERS + 1), 'a\tb', '\u00e9'].map(parseRequestId)).toEqual(
    Array<undefined>(5).fill(undefined),
  );
});

test.each([
  [UUID, TRACE],
  [UUID.toUpperCase(), TRACE],
  [TRACE, TRACE],
  ['0'.repeat(32), undefined],
  [TRACE.slice(1), undefined],
  [`${TRACE}0`, undefined],
  ['0af76519-16cd43dd-8448-eb211c80319c-', undefined],
  ['order-42', undefined],
])('as a trace id %s is %s', (id, traceId) => {
  expect(toTraceId(id)).toBe(traceId);
});

test('Trace-Id may be short', () => {
  expect(parseTraceId(' 8448eb211c80319c ')).toBe(`${'0'.repeat(16)}8448eb211c80319c`);
  expect([parseTraceId(UUID), parseTraceId('0'.repeat(16)), parseTraceId('8448')]).toEqual([
    TRACE,
    undefined,
    undefined,
  ]);
});
