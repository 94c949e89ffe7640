import { expect, test } from 'vitest';
import type { SpanRecord } from '../model/span.ts';
import { MAX_PARKED_SPANS, SpanJoins } from './span-joins.ts';

const span = (spanId: string, parentSpanId?: string, traceId = 't'): SpanRecord => ({
  id: `${traceId}-${spanId}`,
  traceId,
  spanId,
  service: 'api',
  name: spanId,
  kind: 'internal',
  startedAt: 1,
  durationMs: 1,
  status: 'unset',
  attributes: {},
  resource: {},
  events: [],
  links: [],
  lost: 0,
  ...(parentSpanId === undefined ? {} : { parentSpanId }),
});

function start() {
  /** Own span of an exchange to its id. */
  const exchanges = new Map<string, string>();
  const put: SpanRecord[] = [];
  const counted: string[] = [];
  const joins = new SpanJoins({
    ofSpan: (_, spanId) => exchanges.get(spanId),
    onlyOf: () => (exchanges.size === 1 ? [...exchanges.values()][0] : undefined),
    emit: (record) => put.push(record),
    joined: ({ spanId }, exchangeId) => counted.push(`${spanId} ${exchangeId}`),
  });
  return { exchanges, put, counted, joins, said: () => put.map(({ spanId, exchangeId }) => [spanId, exchangeId]) };
}

test('a span belongs to the exchange whose span is its nearest ancestor', () => {
  const { exchanges, joins, said } = start();
  exchanges.set('e1', '1').set('e2', '2');
  joins.put(span('a', 'e1'));
  joins.put(span('b', 'a'));
  joins.put(span('c', 'e2'));
  joins.put(span('d', 'c'));
  expect(said()).toEqual([
    ['a', '1'],
    ['b', '1'],
    ['c', '2'],
    ['d', '2'],
  ]);
  expect(joins.exchangeOf('t', 'b')).toBe('1');
});

test('children come before their parents, and spans before their requests', () => {
  const { exchanges, joins, counted, said } = start();
  joins.put(span('b', 'a'));
  joins.put(span('a', 'e1'));
  expect([...joins.retry(new Set())]).toEqual(['t']);
  exchanges.set('e1', '1').set('e2', '2');
  joins.retry(new Set(['other']));
  joins.retry(new Set(['t']));
  expect(said()).toEqual([
    ['b', undefined],
    ['a', undefined],
    ['b', '1'],
    ['a', '1'],
  ]);
  expect(counted).toEqual(['b 1', 'a 1']);
});

test('without a known ancestor it is the only exchange of the trace, of several none', () => {
  const { exchanges, joins, said } = start();
  exchanges.set('e1', '1');
  joins.put(span('a', 'unknown'));
  exchanges.set('e2', '2');
  joins.put(span('b', 'unknown'));
  expect(said()).toEqual([
    ['a', '1'],
    ['b', undefined],
  ]);
});

test('a span that is sent twice is counted once', () => {
  const { exchanges, joins, put, counted } = start();
  exchanges.set('e1', '1');
  joins.put(span('a', 'e1'));
  joins.put(span('a', 'e1'));
  expect([put.length, counted.length]).toEqual([2, 1]);
});

test('parents in a circle end, and only so many wait', () => {
  const { exchanges, joins, put } = start();
  joins.put(span('a', 'b'));
  joins.put(span('b', 'a'));
  for (let i = 0; i < MAX_PARKED_SPANS; i++) joins.put(span(`s${i}`, 'e1'));
  put.length = 0;
  exchanges.set('e1', '1').set('e2', '2');
  joins.retry(new Set(['t']));
  expect(put).toHaveLength(MAX_PARKED_SPANS);
});
