import { expect, test } from 'vitest';
import { SPAN, startIngest, T, TRACE, TRACED } from './test/rig.ts';

const STACK = 'TypeError: no cart\n    at buy (http://h/cart.js:3:7)';
const PARENT = `00-${TRACE}-${SPAN}-01`;

test('a front end’s record has what its request says: trace, request, address, browser and page', () => {
  const rig = startIngest();
  rig.exchange(2, TRACED);
  rig.report([{ type: 'route', at: T, url: 'http://h/cart' }]);
  const record = {
    level: 'error',
    timestamp: T + 5,
    component: 'Cart',
    message: 'adding failed',
    error: { message: 'no cart', stack: STACK },
    user: 7,
  };
  rig.post('log', record, {
    origin: 'http://h',
    userAgent: 'Mozilla/5.0',
    referer: 'http://h/cart',
    traceparent: PARENT,
    requestId: 'r1',
  });
  rig.stage.flush(T + 1_000);
  expect(rig.records('log')).toEqual([
    {
      ...{ id: '1', at: T + 5, source: 'http', level: 'error', message: 'adding failed', pageId: 'p1' },
      ...{ traceId: TRACE, spanId: SPAN, requestId: 'r1', exchangeId: '2' },
      ...{ joinedBy: 'span', confidence: 1 },
      fields: {
        ...{
          user: 7,
          component: 'Cart',
          clientAddress: '127.0.0.1',
          userAgent: 'Mozilla/5.0',
          pageUrl: 'http://h/cart',
        },
        error: { name: 'TypeError', message: 'no cart' },
      },
    },
  ]);
  expect(rig.records('error')).toMatchObject([
    {
      source: 'console.error',
      name: 'TypeError',
      component: 'Cart',
      pageId: 'p1',
      exchangeId: '2',
      stack: [{ line: 3 }],
    },
  ]);
});

test('a program’s error is a back end’s; its own word on the trace counts before its request’s', () => {
  const rig = startIngest();
  const own = 'c'.repeat(32);
  rig.post('log', { msg: 'failed', traceId: own, err: { stack: STACK } }, { userAgent: 'node', traceparent: PARENT });
  rig.stage.flush(T + 1_000);
  expect(rig.records('error')).toMatchObject([{ source: 'backend', traceId: own }]);
  expect(rig.last('log')).toMatchObject({ traceId: own });
  expect(rig.last('log')).not.toHaveProperty('spanId');
});

test('a record from the future, or without an instant, is of when it was received', () => {
  const rig = startIngest();
  rig.post('log', [{ msg: 'a' }, { msg: 'b', time: T + 9_000_000 }, { msg: 'c', time: T - 9_000_000 }]);
  rig.stage.flush(T + 1_000);
  expect(rig.records('log').map(({ at }) => at - T)).toEqual([1_000, 1_000, -9_000_000]);
});

test('what is no record is counted, what is no JSON is shown as well', () => {
  const rig = startIngest();
  rig.post('log', [{ msg: 'a' }, 5]);
  rig.post('log', '{"msg": unquoted}');
  rig.stage.flush(T + 1_000);
  expect(rig.records('log')).toMatchObject([
    { message: 'a' },
    { level: 'warn', fields: { code: 'log-unreadable', content: '{"msg": unquoted}' } },
  ]);
  expect(rig.dropped()).toBe(2);
});
