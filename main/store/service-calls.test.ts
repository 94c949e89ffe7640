import { expect, test } from 'vitest';
import { toServiceCalls, type CalledExchange, type CallingSpan } from './service-calls.ts';

const T = 'trace';

function exchange(
  changes: { [K in 'route' | 'kind' | 'state' | 'spanId' | 'parentSpanId']?: string } & {
    status?: number;
    totalMs?: number;
  },
): CalledExchange {
  const { route = '/api', kind = 'fetch', state = 'done', status = 200, totalMs = 10 } = changes;
  return [route, kind, state, status, totalMs, T, changes.spanId ?? null, changes.parentSpanId ?? null];
}

interface SpanFacts {
  readonly parent?: string;
  readonly service?: string;
  readonly durationMs?: number;
  readonly status?: string;
  readonly peer?: string;
  readonly peerKind?: string;
}

function span(id: string, kind: string, facts: SpanFacts = {}): CallingSpan {
  const { parent = null, service = 'api', durationMs = 5, status = 'unset', peer = null, peerKind = null } = facts;
  return [T, id, parent, service, kind, durationMs, status, peer, peerKind];
}

const edges = (calls: ReturnType<typeof toServiceCalls>) =>
  calls.map(({ from, to, kind, count, errors }) => `${from} > ${to} ${kind} ${count} ${errors}`);

test('a request goes from the browser to the service whose span answers it, else to its route', () => {
  const calls = toServiceCalls(
    [exchange({ spanId: 'e1' }), exchange({ spanId: 'e2' }), exchange({ spanId: 'e3', status: 503 })],
    [span('s1', 'server', { parent: 'e1', service: 'cart' }), span('s3', 'internal', { parent: 'e3' })],
  );
  expect(edges(calls)).toEqual(['browser > /api http 2 1', 'browser > cart http 1 0']);
});

test('a request that failed is an error, and one that is open has no time yet', () => {
  const calls = toServiceCalls(
    [
      exchange({ totalMs: 10 }),
      exchange({ totalMs: 90, state: 'failed' }),
      exchange({ totalMs: 9_000, kind: 'websocket' }),
      exchange({ totalMs: 8_000, state: 'streaming' }),
      exchange({ status: 404, totalMs: 20 }),
    ],
    [],
  );
  expect(calls).toEqual([
    { from: 'browser', to: '/api', kind: 'http', count: 5, errors: 1, p50Ms: 20, p95Ms: 90, p99Ms: 90 },
  ]);
});

test('a service calls another: the time is that of the caller, and the call counts once', () => {
  const calls = toServiceCalls(
    [],
    [
      span('c', 'client', { service: 'cart', durationMs: 30, peer: 'stock.test', peerKind: 'http' }),
      span('s', 'server', { parent: 'c', service: 'stock', durationMs: 20, status: 'error' }),
      span('p', 'producer', { service: 'cart', peer: 'kafka', peerKind: 'messaging' }),
      span('w', 'consumer', { parent: 'p', service: 'mailer', durationMs: 7 }),
      span('i', 'server', { parent: 's', service: 'stock' }),
    ],
  );
  expect(edges(calls)).toEqual(['cart > stock http 1 1', 'cart > mailer messaging 1 0']);
  expect(calls.map(({ p50Ms }) => p50Ms)).toEqual([30, 7]);
});

test('a call that no span answers goes to its peer, one that says none goes nowhere', () => {
  const calls = toServiceCalls(
    [],
    [
      span('a', 'client', { peer: 'postgresql', peerKind: 'db' }),
      span('b', 'client', { peer: 'postgresql', peerKind: 'db', status: 'error' }),
      span('c', 'client'),
    ],
  );
  expect(edges(calls)).toEqual(['api > postgresql db 2 1']);
});

test('a call of a service that passes the proxy is one edge, from the service', () => {
  const throughProxy = [
    span('c', 'client', { service: 'cart', peer: '127.0.0.1' }),
    span('s', 'server', { parent: 'e', service: 'stock' }),
  ];
  expect(edges(toServiceCalls([exchange({ spanId: 'e', parentSpanId: 'c' })], throughProxy))).toEqual([
    'cart > stock http 1 0',
  ]);
  // A route that leaves `traceparent` as it is: the caller's span is the exchange's own.
  const kept = [span('c', 'client', { service: 'cart' }), span('s', 'server', { parent: 'c', service: 'stock' })];
  for (const one of [exchange({ spanId: 'c' }), exchange({ parentSpanId: 'c' })])
    expect(edges(toServiceCalls([one], kept))).toEqual(['cart > stock http 1 0']);
});
