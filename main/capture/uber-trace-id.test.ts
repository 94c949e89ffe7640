import { expect, test } from 'vitest';
import { parseUberTraceId } from './uber-trace-id.ts';

const TRACE = '80f198ee56343ba864fe8b2a57d3eff7';
const SPAN = 'e457b5a2e4d86bd1';

test.each([
  [`${TRACE}:${SPAN}:0:1`, { traceId: TRACE, spanId: SPAN, sampled: true }],
  [`${TRACE}:${SPAN}:05e3ac9a4f6e3b90:0`, { traceId: TRACE, spanId: SPAN, sampled: false }],
  [`${TRACE}:${SPAN}:0:2`, { traceId: TRACE, spanId: SPAN, sampled: false }],
  [`${TRACE}%3A${SPAN}%3a0%3A03`, { traceId: TRACE, spanId: SPAN, sampled: true }],
  ['abc:1:0:1', { traceId: 'abc'.padStart(32, '0'), spanId: '1'.padStart(16, '0'), sampled: true }],
])('%s', (value, said) => {
  expect(parseUberTraceId(value)).toEqual(said);
});

test.each([
  ['a zero trace', `0:${SPAN}:0:1`],
  ['a zero span', `${TRACE}:0:0:1`],
  ['no flags', `${TRACE}:${SPAN}:0`],
  ['a long trace', `${TRACE}0:${SPAN}:0:1`],
  ['other characters', `${TRACE}:xyz:0:1`],
  ['nothing', ''],
])('%s is none', (_, value) => {
  expect(parseUberTraceId(value)).toBeUndefined();
});
