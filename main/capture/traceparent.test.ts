import { expect, test } from 'vitest';
import { parseTraceParent, RANDOM, SAMPLED, toTraceParent, traceParentFault } from './traceparent.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const IDS = { traceId: TRACE, spanId: SPAN };

test.each([
  ['00', 0, false],
  ['01', SAMPLED, true],
  ['02', RANDOM, false],
  ['03', SAMPLED | RANDOM, true],
  ['ff', SAMPLED | RANDOM, true],
  ['04', 0, false],
])('a traceparent is read with the flags that are known: %s', (digits, flags, sampled) => {
  expect(parseTraceParent(` 00-${TRACE}-${SPAN}-${digits}\t`)).toEqual({ ...IDS, flags, sampled });
});

test.each([
  ['with more after it', `cc-${TRACE}-${SPAN}-03-what-comes`],
  ['of the same length', `01-${TRACE}-${SPAN}-01`],
])('a later version %s is read as far as it is known: the sampled flag alone', (_, text) => {
  expect(parseTraceParent(text)).toEqual({ ...IDS, flags: SAMPLED, sampled: true });
});

test.each([
  ['version ff', `ff-${TRACE}-${SPAN}-01`, 'version ff'],
  ['version 00 with more after it', `00-${TRACE}-${SPAN}-01-extra`, '55 characters'],
  ['a later version that goes on without a dash', `01-${TRACE}-${SPAN}-01extra`, 'hex digits'],
  ['a zero trace', `00-${'0'.repeat(32)}-${SPAN}-01`, 'trace id of zeros'],
  ['a zero span', `00-${TRACE}-${'0'.repeat(16)}-01`, 'parent id of zeros'],
  ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`, 'upper-case'],
  ['a short trace', `00-${TRACE.slice(1)}-${SPAN}-01`, 'hex digits'],
  ['a short span', `00-${TRACE}-${SPAN.slice(1)}-01`, 'hex digits'],
  ['one digit of flags', `00-${TRACE}-${SPAN}-1`, 'hex digits'],
  ['a blank that is none of HTTP', `\u00a000-${TRACE}-${SPAN}-01`, 'hex digits'],
  ['no dashes', `00${TRACE}${SPAN}01`, 'hex digits'],
  ['nothing', '', 'hex digits'],
])('%s is no traceparent, and it is said why', (_, text, why) => {
  expect(parseTraceParent(text)).toBeUndefined();
  expect(traceParentFault(text)).toContain(why);
});

test('what is written can be read, in version 00 and without flags that are not known', () => {
  expect(toTraceParent({ ...IDS, flags: SAMPLED })).toBe(`00-${TRACE}-${SPAN}-01`);
  expect(toTraceParent({ ...IDS, flags: 0xff })).toBe(`00-${TRACE}-${SPAN}-03`);
});
