import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { ActionRecord } from '../model/page.ts';
import type { ResourceItem } from '../model/page-report.ts';
import { sampleExchange } from '../store/fixtures/records.ts';
import {
  CLOCK_SLACK_MS,
  ExchangeJoins,
  MAX_PARKED_EXCHANGES,
  MAX_PARKED_RESOURCES,
  PARKED_EXCHANGE_MS,
  PARKED_RESOURCE_MS,
} from './exchange-joins.ts';

const T = 1_790_000_000_000;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

const exchange = (id: number, at: number, facts: Partial<Exchange> = {}): Exchange =>
  sampleExchange(id, { startedAt: T + at, url: 'http://h/a.js', kind: 'script', ...facts });
const resource = (at: number, facts: Partial<ResourceItem> = {}): ResourceItem => ({
  ...{ type: 'resource', at: T + at, url: 'http://h/a.js#part', initiator: 'script', queuedMs: 2, durationMs: 30 },
  ...facts,
});
const ACTION: ActionRecord = {
  ...{ id: '5', at: T, pageId: '1', pageUrl: 'u', action: 'click', label: 'Buy', traceId: TRACE, spanId: 'a' },
};
const traced = { trace: { traceId: TRACE, spanId: SPAN, source: 'traceparent' as const } };

function start() {
  const put: Exchange[] = [];
  const joins = new ExchangeJoins((record) => put.push(record));
  return { joins, put, ids: () => put.map(({ id, pageId }) => [id, pageId]) };
}

test('a resource is the first free request for its address in its time, each request once', () => {
  const { joins, put, ids } = start();
  joins.accept(exchange(1, -CLOCK_SLACK_MS - 1));
  joins.accept(exchange(3, 20));
  joins.accept(exchange(2, 10));
  joins.resource(resource(0), '1', T);
  joins.resource(resource(0), '7', T);
  joins.flush(T);
  expect(ids()).toEqual([
    ['2', '1'],
    ['3', '7'],
  ]);
  expect(put[0]).toEqual({
    ...exchange(2, 10),
    pageId: '1',
    initiator: { type: 'script' },
    browserTiming: { startedAt: T, queuedMs: 2, durationMs: 30 },
  });
});

test('a resource that is told of before its request waits for it', () => {
  const { joins, put } = start();
  joins.resource(resource(0), '1', T);
  expect(joins.accept(exchange(1, 5, { url: 'http://h/b.js' })).pageId).toBeUndefined();
  expect(joins.accept(exchange(2, 5)).pageId).toBe('1');
  joins.flush(T);
  expect(put).toEqual([]);
});

test('a resource waits only so long, and only so many do', () => {
  const { joins } = start();
  joins.resource(resource(0), '1', T);
  joins.flush(T + PARKED_RESOURCE_MS);
  expect(joins.accept(exchange(1, 5)).pageId).toBeUndefined();
  joins.resource(resource(0, { url: 'http://h/first' }), '1', T);
  for (let i = 0; i < MAX_PARKED_RESOURCES; i++) joins.resource(resource(0, { url: `http://h/${i}` }), '1', T);
  expect(joins.accept(exchange(2, 5, { url: 'http://h/first' })).pageId).toBeUndefined();
  expect(joins.accept(exchange(3, 5, { url: 'http://h/0' })).pageId).toBe('1');
});

test('what the cache answered was no request', () => {
  const { joins, put } = start();
  joins.accept(exchange(1, 5));
  joins.resource(resource(0, { transferBytes: 0 }), '1', T);
  joins.flush(T);
  expect(put).toEqual([]);
});

test('an exchange that is put again keeps what is known of it', () => {
  const { joins } = start();
  joins.accept(exchange(1, 5));
  joins.resource(resource(0), '1', T);
  expect(joins.accept(exchange(1, 5, { hmrUpdateId: '9' }))).toMatchObject({ pageId: '1', hmrUpdateId: '9' });
});

test('requests of an action’s trace are its work, whichever comes first', () => {
  const { joins, put } = start();
  joins.accept(exchange(1, 5, { ...traced, kind: 'fetch' }));
  joins.action(ACTION);
  joins.flush(T);
  expect(put).toMatchObject([{ id: '1', pageId: '1', initiator: { type: 'fetch', actionId: '5', action: 'Buy' } }]);
  joins.resource(resource(0, { initiator: 'xmlhttprequest' }), '1', T);
  joins.flush(T);
  expect(put[1]?.initiator).toEqual({ type: 'xmlhttprequest', actionId: '5', action: 'Buy' });
  expect(joins.accept(exchange(2, 5, traced)).initiator).toMatchObject({ actionId: '5' });
});

test('the document of a page in a frame stays its own', () => {
  const { joins, put } = start();
  joins.accept(exchange(1, 5, { kind: 'document' }));
  joins.resource(resource(0, { initiator: 'iframe' }), '9', T);
  joins.document('1', '1', undefined);
  joins.flush(T);
  expect(put).toMatchObject([{ id: '1', pageId: '1', initiator: { type: 'iframe' } }]);
});

test('what failed last before an instant is to blame, else what came last', () => {
  const { joins } = start();
  joins.accept(exchange(1, 0, { ...traced, status: 500 }));
  joins.accept(exchange(2, 1_000, traced));
  joins.accept(exchange(3, 2_000, { ...traced, status: 404, url: 'http://h/b.js' }));
  expect([joins.culprit(TRACE, T + 1_500), joins.culprit(TRACE, T + 3_000), joins.culprit(TRACE, T - 999)]).toEqual([
    ...['1', '3', undefined],
  ]);
  expect([joins.lastOf('http://h/a.js', T + 3_000), joins.lastOf('http://h/c.js', T)]).toEqual(['1', undefined]);
});

test('a log belongs to the request with its span, else to the only one under way or of its trace', () => {
  const { joins } = start();
  joins.accept(exchange(1, 0, traced));
  expect(joins.ofTrace(TRACE, undefined, T - 5_000)).toBe('1');
  joins.accept(exchange(2, 1_000, { trace: { ...traced.trace, spanId: 'c'.repeat(16) }, state: 'open' }));
  expect([
    joins.ofTrace(TRACE, 'c'.repeat(16), T),
    joins.ofTrace(TRACE, undefined, T),
    joins.ofTrace(TRACE, undefined, T + 60_000),
    joins.ofTrace('other', undefined, T),
  ]).toEqual(['2', '1', '2', undefined]);
  joins.accept(exchange(3, 1_000, { ...traced, state: 'open' }));
  expect(joins.ofTrace(TRACE, undefined, T + 60_000)).toBeUndefined();
});

test('a back end that knows the sender’s span alone is joined by it, where that is one request’s', () => {
  const { joins } = start();
  const own = (id: string) => ({ trace: { ...traced.trace, spanId: id.repeat(16), parentSpanId: SPAN } });
  joins.accept(exchange(1, 0, { ...own('c'), state: 'open' }));
  joins.accept(
    exchange(2, 0, { ...own('d'), state: 'open', trace: { ...own('d').trace, parentSpanId: 'e'.repeat(16) } }),
  );
  expect([joins.ofTrace(TRACE, SPAN, T), joins.ofTrace(TRACE, 'd'.repeat(16), T)]).toEqual(['1', '2']);
  joins.accept(exchange(3, 0, { ...own('f'), state: 'open' }));
  expect([joins.ofTrace(TRACE, SPAN, T), joins.ofTrace(TRACE, 'f'.repeat(16), T)]).toEqual([undefined, '3']);
});

test('an error is about no request where none failed and there were several', () => {
  const { joins } = start();
  joins.accept(exchange(1, 0, traced));
  expect(joins.culprit(TRACE, T + 5_000)).toBe('1');
  joins.accept(exchange(2, 1_000, traced));
  expect(joins.culprit(TRACE, T + 5_000)).toBeUndefined();
});

test('ended requests are forgotten after a while, those under way are not', () => {
  const { joins } = start();
  joins.accept(exchange(1, 0, traced));
  joins.accept(exchange(2, 0, { state: 'open', url: 'http://h/socket' }));
  joins.flush(T + PARKED_EXCHANGE_MS + 1_000);
  expect([joins.get('1'), joins.get('2')?.id, joins.culprit(TRACE, T)]).toEqual([undefined, '2', undefined]);
});

test('only so many wait', () => {
  const { joins } = start();
  for (let id = 1; id <= MAX_PARKED_EXCHANGES + 1; id++) joins.accept(exchange(id, 0));
  expect([joins.get('1'), joins.get('2')?.id]).toEqual([undefined, '2']);
});
