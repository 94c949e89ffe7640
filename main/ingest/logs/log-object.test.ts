import { expect, test } from 'vitest';
import { FIELD_LIMIT, readLogObject } from './log-object.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

test.each([
  ['names in any case, with dots and dashes', { 'Trace-Id': TRACE, SpanID: SPAN }, { traceId: TRACE, spanId: SPAN }],
  ['OpenTelemetry’s own', { otelTraceID: TRACE, otelSpanID: SPAN }, { traceId: TRACE, spanId: SPAN }],
  ['a traceparent', { traceparent: `00-${TRACE}-${SPAN}-01` }, { traceId: TRACE, spanId: SPAN }],
  ['Google’s path', { 'logging.googleapis.com/trace': `projects/shop/traces/${TRACE}` }, { traceId: TRACE }],
  ['a nested context', { contextMap: { traceId: TRACE } }, { traceId: TRACE }],
  ['a nested log level and trace', { log: { level: 'warn' }, trace: { id: TRACE } }, { level: 'warn', traceId: TRACE }],
  ['the request that pino-http adds', { req: { id: 7 } }, { requestId: '7' }],
  ['fields of a request', { req: { headers: { 'x-request-id': 'r' } } }, { requestId: 'r' }],
  ['a number as request id', { reqId: 3 }, { requestId: '3' }],
  ['OpenTelemetry’s severity number', { severityNumber: 17 }, { level: 'error' }],
  ['an event where there is no message', { event: 'sold' }, { message: 'sold' }],
  ['a message before an event', { event: 'sold', message: 'm' }, { message: 'm', fields: { event: 'sold' } }],
  [
    'an error in parts',
    { 'error.type': 'shop.E', 'error.message': 'bad', 'error.stack_trace': 'shop.E: bad\n\tat a.b(C.java:1)' },
    { error: { name: 'shop.E', message: 'bad', stack: 'shop.E: bad\n\tat a.b(C.java:1)' } },
  ],
])('%s', (_, value, expected) => {
  expect(readLogObject(value)).toMatchObject(expected);
});

test('nested objects stay fields', () => {
  expect(readLogObject({ req: { id: 1, url: '/' } }).fields).toEqual({ req: { id: 1, url: '/' } });
});

test('a field that is called as the prototype is a field, and fields have a bound', () => {
  const { fields } = readLogObject(JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>);
  expect([Object.keys(fields), Object.getPrototypeOf(fields)]).toEqual([['__proto__'], Object.prototype]);
  const wide = Object.fromEntries(Array.from({ length: FIELD_LIMIT + 5 }, (_, index) => [`f${index}`, 1]));
  expect(Object.keys(readLogObject(wide).fields)).toHaveLength(FIELD_LIMIT);
});
