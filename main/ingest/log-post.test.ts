import { expect, test } from 'vitest';
import { readLogPost, RECORD_LIMIT, toPostedLog } from './log-post.ts';
import { FIELD_LIMIT } from './logs/log-object.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const AT = 1_790_000_000_123;

const read = (value: unknown) => readLogPost(Buffer.from(JSON.stringify(value)));

test('what a front end posts from its error handler', () => {
  const stack = 'TypeError: no cart\n    at add (http://localhost:8888/src/cart.ts:3:7)';
  expect(
    toPostedLog({
      level: 'error',
      timestamp: '2026-09-21T14:13:20.123Z',
      component: 'Cart',
      message: 'adding failed',
      error: { name: 'TypeError', message: 'no cart', stack },
      traceparent: `00-${TRACE}-${SPAN}-01`,
      user: 7,
    }),
  ).toEqual({
    at: AT,
    level: 'error',
    message: 'adding failed',
    component: 'Cart',
    error: { name: 'TypeError', message: 'no cart', stack },
    traceId: TRACE,
    spanId: SPAN,
    fields: { user: 7 },
  });
});

test.each([
  [
    'pino',
    {
      level: 50,
      time: AT,
      msg: 'm',
      pid: 1,
      err: { type: 'RangeError', message: 'far', stack: 'RangeError: far\n    at f (/a.js:1:2)' },
    },
    { level: 'error', at: AT, message: 'm', fields: { pid: 1 }, error: { name: 'RangeError', message: 'far' } },
  ],
  [
    'zap',
    { level: 'error', ts: AT / 1_000, msg: 'm', caller: 'a.go:1', stacktrace: 'main.f\n\t/a.go:1' },
    { level: 'error', message: 'm', fields: { caller: 'a.go:1' }, error: { message: 'm', stack: 'main.f\n\t/a.go:1' } },
  ],
  [
    'winston',
    { level: 'warn', message: 'm', timestamp: '2026-09-21T14:13:20.123Z' },
    { level: 'warn', at: AT, fields: {} },
  ],
  ['microseconds', { msg: 'm', ts: AT * 1e3 }, { at: AT }],
  ['nanoseconds', { msg: 'm', ts: AT * 1e6 }, { at: AT }],
  ['a number as text', { msg: 'm', time: String(AT) }, { at: AT }],
  [
    'an error as text',
    { error: 'TypeError: x is not a function' },
    { level: 'error', message: 'x is not a function', error: { name: 'TypeError' } },
  ],
  [
    'snake case',
    { msg: 'm', trace_id: TRACE, span_id: SPAN, request_id: 'r' },
    { traceId: TRACE, spanId: SPAN, requestId: 'r' },
  ],
  ['a message that is no text', { message: { a: 1 } }, { message: '{"a":1}' }],
])('%s', (_, value, expected) => {
  expect(toPostedLog(value)).toMatchObject(expected);
});

test('what can not be read as what its name says stays a field', () => {
  expect(toPostedLog({ level: 'loud', timestamp: 'yesterday', traceId: 'zz', error: 5 })).toEqual({
    level: 'info',
    message: '',
    fields: { level: 'loud', timestamp: 'yesterday', traceId: 'zz', error: 5 },
  });
});

test('one record or a list; what is none is counted', () => {
  expect(read({ msg: 'a' })).toMatchObject({ records: [{ message: 'a' }], refused: 0 });
  expect(read([{ msg: 'a' }, 5, { msg: 'b' }])).toMatchObject({
    records: [{ message: 'a' }, { message: 'b' }],
    refused: 1,
  });
  expect([read('text'), readLogPost(Buffer.from('{'))]).toEqual([undefined, undefined]);
});

test('records and fields have bounds', () => {
  const many = read(Array.from({ length: RECORD_LIMIT + 3 }, () => ({ msg: 'a' })));
  expect([many?.records.length, many?.refused]).toEqual([RECORD_LIMIT, 3]);
  const wide = Object.fromEntries(Array.from({ length: FIELD_LIMIT + 5 }, (_, index) => [`f${index}`, 1]));
  expect(Object.keys(toPostedLog(wide).fields)).toHaveLength(FIELD_LIMIT);
});
