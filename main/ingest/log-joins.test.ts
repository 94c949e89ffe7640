import { expect, test } from 'vitest';
import type { LogRecord } from '../model/log.ts';
import { LogJoins, MAX_PARKED_LOGS, PARKED_LOG_MS } from './log-joins.ts';

const log = (id: string, facts: Partial<LogRecord> = {}): LogRecord => ({
  id,
  at: 1,
  source: 'http',
  level: 'info',
  message: 'm',
  fields: {},
  ...facts,
});

function start() {
  const known = new Map<string, string>();
  const put: LogRecord[] = [];
  const counted: string[] = [];
  const joins = new LogJoins({
    find: ({ traceId, requestId }) => {
      const exchangeId = known.get(traceId ?? requestId ?? '');
      return exchangeId === undefined ? undefined : { exchangeId, joinedBy: 'trace', confidence: 1 };
    },
    emit: (record) => put.push(record),
    joined: ({ id }) => counted.push(id),
  });
  const retry = (traces: readonly string[], requestIds: readonly string[] = [], now = 2): void =>
    joins.retry({ traces: new Set(traces), requestIds: new Set(requestIds) }, now);
  return { known, put, counted, joins, retry, said: () => put.map(({ id, exchangeId }) => [id, exchangeId]) };
}

test('a log of a trace gets its request, at once or when the request is known', () => {
  const { known, joins, retry, said, counted, put } = start();
  known.set('a', '1');
  joins.put(log('1', { traceId: 'a' }));
  joins.put(log('2', { traceId: 'b' }));
  joins.put(log('3'));
  joins.put(log('4', { requestId: 'r' }));
  known.set('b', '2');
  known.set('r', '3');
  retry(['c']);
  retry(['b']);
  retry(['b'], ['r']);
  expect(said()).toEqual([
    ['1', '1'],
    ['2', undefined],
    ['3', undefined],
    ['4', undefined],
    ['2', '2'],
    ['4', '3'],
  ]);
  expect(put[0]).toMatchObject({ joinedBy: 'trace', confidence: 1 });
  expect(counted).toEqual(['1', '2', '4']);
});

test('only so many wait, and not for ever', () => {
  const { known, put, joins, retry } = start();
  for (let id = 0; id <= MAX_PARKED_LOGS; id++) joins.put(log(String(id), { traceId: id === 5 ? 'b' : 'a' }));
  known.set('a', '1');
  known.set('b', '2');
  put.length = 0;
  retry(['a']);
  expect([put.length, put[0]?.id]).toEqual([MAX_PARKED_LOGS - 1, '1']);
  retry([], [], 1 + PARKED_LOG_MS);
  retry(['b']);
  expect(put).toHaveLength(MAX_PARKED_LOGS - 1);
});

test('a stack that is put again as it grows keeps its request and counts once', () => {
  const { known, put, joins, counted } = start();
  known.set('a', '1');
  joins.put(log('1', { traceId: 'a', more: 'x' }));
  known.clear();
  joins.put(log('1', { traceId: 'a', more: 'x\ny' }));
  expect(put.map(({ exchangeId, more }) => [exchangeId, more])).toEqual([
    ['1', 'x'],
    ['1', 'x\ny'],
  ]);
  expect(counted).toEqual(['1']);
});

test('what a page writes to its console is of its action, not of one request', () => {
  const { known, joins, retry, said } = start();
  known.set('a', '1');
  joins.put(log('1', { traceId: 'a', source: 'browser' }));
  retry(['a']);
  expect(said()).toEqual([['1', undefined]]);
});
