import { expect, test } from 'vitest';
import { parseB3, readB3 } from './b3.ts';

const LONG = '80f198ee56343ba864fe8b2a57d3eff7';
const SHORT = '64fe8b2a57d3eff7';
const SPAN = 'e457b5a2e4d86bd1';

test.each([
  [`${LONG}-${SPAN}-1-05e3ac9a4f6e3b90`, { traceId: LONG, spanId: SPAN, sampled: true }],
  [`${LONG}-${SPAN}-d`, { traceId: LONG, spanId: SPAN, sampled: true }],
  [` ${LONG}-${SPAN}-0`, { traceId: LONG, spanId: SPAN, sampled: false }],
  [`${LONG}-${SPAN}`, { traceId: LONG, spanId: SPAN }],
  [`${SHORT}-${SPAN}-1`, { traceId: '0'.repeat(16) + SHORT, spanId: SPAN, sampled: true }],
  ['0', { sampled: false }],
  ['1', { sampled: true }],
  ['d', { sampled: true }],
])('the single field %s', (value, b3) => {
  expect(parseB3(value)).toEqual(b3);
});

test.each([
  ['upper case', `${LONG.toUpperCase()}-${SPAN}-1`],
  ['a zero trace', `${'0'.repeat(32)}-${SPAN}-1`],
  ['a zero span', `${LONG}-${'0'.repeat(16)}-1`],
  ['no span', LONG],
  ['an unknown state', `${LONG}-${SPAN}-x`],
  ['a short parent', `${LONG}-${SPAN}-1-05e3`],
  ['a trace of 24', `${LONG.slice(8)}-${SPAN}-1`],
  ['nothing', ''],
])('%s is no single field', (_, value) => {
  expect(parseB3(value)).toBeUndefined();
});

test.each([
  [
    { traceId: LONG, spanId: SPAN, sampled: '1' },
    { traceId: LONG, spanId: SPAN, sampled: true },
  ],
  [
    { traceId: SHORT, spanId: SPAN, sampled: 'false' },
    { traceId: '0'.repeat(16) + SHORT, spanId: SPAN, sampled: false },
  ],
  [
    { traceId: LONG, spanId: SPAN, flags: '1' },
    { traceId: LONG, spanId: SPAN, sampled: true },
  ],
  [
    { traceId: LONG, spanId: SPAN },
    { traceId: LONG, spanId: SPAN },
  ],
  [{ sampled: '0' }, { sampled: false }],
  [{ traceId: LONG }, undefined],
  [{ spanId: SPAN, sampled: '1' }, undefined],
  [{ traceId: LONG, spanId: SPAN, sampled: 'yes' }, undefined],
  [{ traceId: `${LONG}0`, spanId: SPAN }, undefined],
  [{}, undefined],
])('the several fields %o', (fields, b3) => {
  expect(readB3(fields)).toEqual(b3);
});
