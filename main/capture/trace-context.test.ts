import { expect, test } from 'vitest';
import { readTraceFields, type TraceFields } from './trace-context.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const PARENT = `00-${TRACE}-${SPAN}-01`;
const UUID = '11111111-2222-4333-8444-555555555555';
const B3_TRACE = '80f198ee56343ba864fe8b2a57d3eff7';
const TRACE_ID = 'c'.repeat(32);
const UBER = 'd'.repeat(32);

/** One field of each kind, in an order of no meaning. */
const ALL: readonly (readonly [string, string])[] = [
  ['uber-trace-id', `${UBER}:1:0:0`],
  ['Trace-Id', TRACE_ID],
  ['X-B3-TraceId', 'e'.repeat(32)],
  ['X-B3-SpanId', 'e'.repeat(16)],
  ['b3', `${B3_TRACE}-${SPAN}-0`],
  ['X-Correlation-ID', 'f'.repeat(32)],
  ['X-Request-ID', UUID],
  ['TraceParent', PARENT],
];

const brought = (fields: readonly (readonly [string, string])[]): TraceFields['brought'] =>
  readTraceFields(fields.flat()).brought;

test('fields are read in their order, the first that is a trace counts', () => {
  const rounds: unknown[] = [];
  for (let left = ALL.length; left > 0; left -= 1) rounds.push(brought(ALL.slice(0, left)));
  expect(rounds).toEqual([
    { traceId: TRACE, spanId: SPAN, flags: 1, source: 'traceparent' },
    { traceId: UUID.replaceAll('-', ''), flags: 1, source: 'x-request-id' },
    { traceId: 'f'.repeat(32), flags: 1, source: 'x-request-id', field: 'x-correlation-id' },
    { traceId: B3_TRACE, spanId: SPAN, flags: 0, source: 'b3' },
    { traceId: 'e'.repeat(32), spanId: 'e'.repeat(16), flags: 1, source: 'b3', field: 'x-b3-traceid' },
    { traceId: TRACE_ID, flags: 1, source: 'b3', field: 'trace-id' },
    { traceId: TRACE_ID, flags: 1, source: 'b3', field: 'trace-id' },
    { traceId: UBER, spanId: '1'.padStart(16, '0'), flags: 0, source: 'b3', field: 'uber-trace-id' },
  ]);
});

test('a request id that is no trace id is kept beside the trace that another field names', () => {
  const fields = readTraceFields(['x-request-id', 'order-42', 'b3', `${B3_TRACE}-${SPAN}-1`]);
  expect(fields).toMatchObject({ requestId: 'order-42', brought: { traceId: B3_TRACE, source: 'b3' }, problems: [] });
  expect(readTraceFields(['x-correlation-id', 'c', 'x-request-id', 'r'])).toMatchObject({ requestId: 'r' });
  expect(readTraceFields(['x-request-id', '', 'X-Request-ID', 'r'])).toMatchObject({ requestId: 'r', problems: [] });
  const correlation = readTraceFields(['x-correlation-id', 'c', 'x-request-id', '']);
  expect(correlation).toMatchObject({ requestId: 'c', requestIdField: 'x-correlation-id' });
});

test('a decision without ids is for a trace that begins here', () => {
  expect(readTraceFields(['b3', '0'])).toMatchObject({ sampled: false, problems: [] });
  expect(readTraceFields(['X-B3-Sampled', '1'])).toMatchObject({ sampled: true, problems: [] });
  expect(readTraceFields(['b3', '0', 'trace-id', TRACE_ID]).brought?.flags).toBe(0);
});

test('the state belongs to a traceparent that is valid', () => {
  expect(readTraceFields(['traceparent', PARENT, 'TraceState', 'a=1', 'tracestate', 'b=2'])).toMatchObject({
    state: { value: 'a=1,b=2' },
    stateAlone: false,
  });
  const alone = readTraceFields(['tracestate', '=', 'x-request-id', UUID]);
  expect(alone).toMatchObject({ stateAlone: true, problems: [] });
  expect(alone).not.toHaveProperty('state');
});

test.each([
  ['traceparent-invalid', ['traceparent', `00-${TRACE}-${SPAN}-0g`]],
  ['traceparent-invalid', ['traceparent', PARENT, 'Traceparent', PARENT]],
  ['traceparent-invalid', ['traceparent', '']],
  ['tracestate-invalid', ['traceparent', PARENT, 'tracestate', 'A=1']],
  ['tracestate-cut', ['traceparent', PARENT, 'tracestate', 'a=1,a=2']],
  ['request-id-invalid', ['x-request-id', '']],
  ['request-id-invalid', ['x-correlation-id', 'x'.repeat(201)]],
  ['b3-invalid', ['b3', 'x']],
  ['b3-invalid', ['x-b3-traceid', B3_TRACE]],
  ['trace-id-invalid', ['trace-id', 'x']],
  ['trace-id-invalid', ['uber-trace-id', 'x']],
])('%s is told with the value: %j', (code, fields) => {
  const { problems, restarts } = readTraceFields(fields);
  expect(problems).toEqual([{ code, message: expect.stringMatching(/^The .*\.$/) as string }]);
  expect(restarts).toBe(code === 'traceparent-invalid');
});

test('a message quotes only so much', () => {
  expect(readTraceFields(['traceparent', 'x'.repeat(50_000)]).problems[0]?.message.length).toBeLessThan(300);
});

test.each([
  ['no fields', []],
  [
    'others of the same lengths',
    ['x-b3-nothing', '1', 'traceparenx', '2', 'trace-parent', PARENT, 'ab', '3', 'Accept-Encoding', 'gzip'],
  ],
])('%s say nothing', (_, fields) => {
  expect(readTraceFields(fields)).toEqual({ restarts: false, stateAlone: false, problems: [] });
});
