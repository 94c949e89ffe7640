import { expect, test } from 'vitest';
import type { LogRecord } from '../model/log.ts';
import { LogJoins, MAX_PARKED_LOGS } from './log-joins.ts';

const log = (id: string, traceId?: string, source = 'http'): LogRecord => ({
  id,
  at: 1,
  source,
  level: 'info',
  message: 'm',
  fields: {},
  ...(traceId === undefined ? {} : { traceId }),
});

function start() {
  const known = new Map<string, string>();
  const put: LogRecord[] = [];
  const joins = new LogJoins(
    (traceId) => known.get(traceId),
    (record) => put.push(record),
  );
  return { known, put, joins, said: () => put.map(({ id, exchangeId }) => [id, exchangeId]) };
}

test('a log of a trace gets its request, at once or when the request is known', () => {
  const { known, joins, said } = start();
  known.set('a', '1');
  joins.put(log('1', 'a'));
  joins.put(log('2', 'b'));
  joins.put(log('3'));
  known.set('b', '2');
  joins.retry(new Set(['c']));
  joins.retry(new Set(['b']));
  joins.retry(new Set(['b']));
  expect(said()).toEqual([
    ['1', '1'],
    ['2', undefined],
    ['3', undefined],
    ['2', '2'],
  ]);
});

test('only so many wait', () => {
  const { known, put, joins } = start();
  for (let id = 0; id <= MAX_PARKED_LOGS; id++) joins.put(log(String(id), 'a'));
  known.set('a', '1');
  put.length = 0;
  joins.retry(new Set(['a']));
  expect([put.length, put[0]?.id]).toEqual([MAX_PARKED_LOGS, '1']);
});

test('what a page writes to its console is of its action, not of one request', () => {
  const { known, joins, said } = start();
  known.set('a', '1');
  joins.put(log('1', 'a', 'browser'));
  joins.retry(new Set(['a']));
  expect(said()).toEqual([['1', undefined]]);
});
