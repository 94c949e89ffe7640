import { expect, test } from 'vitest';
import {
  endBody,
  putAction,
  putBody,
  putError,
  putExchange,
  putFrame,
  putLog,
  putPage,
  putSpan,
  sampleExchange,
} from './fixtures/records.ts';
import {
  createPending,
  HELD_BYTES,
  HELD_DETAILS,
  HELD_EXCHANGES,
  HELD_LOGS,
  HELD_REPORTS,
  HELD_SPANS,
} from './pending.ts';

test('puts of one exchange are one, chunks of one body gather', () => {
  const pending = createPending();
  pending.add(putExchange(sampleExchange(1, { state: 'pending' })));
  pending.add(putExchange(sampleExchange(1)));
  pending.add(putBody('1', Buffer.from('ab')));
  pending.add(putBody('1', Buffer.from('c')));
  pending.add(endBody('1'));
  expect(pending.size()).toBe(2);
  expect(pending.bytes()).toBe(3);
  expect([...pending.bodies.values()]).toMatchObject([{ bytes: 3, ended: true, side: 'response' }]);
  expect(pending.exchanges.get('1')?.state).toBe('done');
});

test('below the bounds nothing is left out', () => {
  const pending = createPending();
  pending.add(putFrame(1, 'x'));
  expect(pending.shed(() => undefined)).toBe(0);
  expect(pending.details).toHaveLength(1);
});

test('too many details lose the oldest', () => {
  const pending = createPending();
  for (let id = 1; id <= HELD_DETAILS + 1; id++) pending.add(putFrame(id, 'x'));
  const gone = pending.shed(() => undefined);
  expect(gone + pending.details.length).toBe(HELD_DETAILS + 1);
  expect(gone).toBeGreaterThan(0);
  expect(pending.details.at(-1)).toEqual(putFrame(HELD_DETAILS + 1, 'x'));
});

test('of a log record and a span the newest of each id waits, and too many lose the oldest', () => {
  const pending = createPending();
  for (let id = 1; id <= HELD_LOGS + 2; id++) pending.add(putLog(id, 'x'));
  pending.add(putLog(HELD_LOGS + 2, 'joined', { exchangeId: '4' }));
  for (let id = 1; id <= HELD_SPANS + 1; id++) pending.add(putSpan(id));
  expect(pending.size()).toBe(HELD_LOGS + 2 + HELD_SPANS + 1);
  expect(pending.shed(() => undefined)).toBe(3);
  expect([...pending.logs.keys()][0]).toBe('3');
  expect(pending.logs.get(String(HELD_LOGS + 2))).toMatchObject({ message: 'joined' });
  expect(pending.spans.has(putSpan(1).record.id)).toBe(false);
});

test('what takes the most room goes first, whole records with their fields', () => {
  const pending = createPending();
  pending.add(putFrame(1, 'small'));
  const more = 'x'.repeat(HELD_BYTES / 4);
  for (let id = 1; id <= 4; id++) pending.add(putLog(id, 'x', id % 2 === 0 ? { more } : { fields: { stack: more } }));
  expect(pending.bytes()).toBeGreaterThan(HELD_BYTES);
  expect(pending.shed(() => undefined)).toBe(2);
  expect([...pending.logs.keys()]).toEqual(['3', '4']);
  expect(pending.details).toHaveLength(1);
});

test('too many bytes cost bodies, whose end is still known', () => {
  const pending = createPending();
  const cut: string[] = [];
  pending.add(putFrame(1, 'small'));
  pending.add(putBody('7', Buffer.alloc(HELD_BYTES)));
  pending.add(endBody('7'));
  expect(pending.shed((id, side) => void cut.push(`${id} ${side}`))).toBe(1);
  expect(cut).toEqual(['7 response']);
  expect(pending.details).toHaveLength(1);
  expect([...pending.bodies.values()]).toMatchObject([{ bytes: 0, chunks: [], ended: true }]);
});

test('exchanges are given up last, oldest first', () => {
  const pending = createPending();
  for (let id = 1; id <= HELD_EXCHANGES + 2; id++) pending.add(putExchange(sampleExchange(id)));
  expect(pending.shed(() => undefined)).toBe(2);
  expect(pending.exchanges.has('2')).toBe(false);
  expect(pending.exchanges.has('3')).toBe(true);
});

test('of an error, a page and an action the newest of each id waits', () => {
  const pending = createPending();
  for (const count of [1, 2, 3]) pending.add(putError(1, { count }));
  pending.add(putPage('1'));
  pending.add(putAction(1));
  expect(pending.size()).toBe(3);
  expect([...pending.reports.values()][0]).toEqual(putError(1, { count: 3 }));
});

test('errors stay while other details go, and have a bound of their own', () => {
  const pending = createPending();
  for (let id = 1; id <= HELD_REPORTS; id++) pending.add(putError(id));
  for (let id = 1; id <= HELD_DETAILS + 1; id++) pending.add(putFrame(id, 'x'));
  expect(pending.shed(() => undefined)).toBe(HELD_DETAILS + 1 - pending.details.length);
  expect(pending.reports.size).toBe(HELD_REPORTS);
  pending.add(putError(HELD_REPORTS + 1));
  expect(pending.shed(() => undefined)).toBe(1);
  expect(pending.reports.has('error 1')).toBe(false);
});

test('a map weighs what it holds', () => {
  const pending = createPending();
  pending.add({ kind: 'map', record: { url: 'u', script: 's', at: 1 }, bytes: Buffer.alloc(HELD_BYTES) });
  expect(pending.bytes()).toBeGreaterThan(HELD_BYTES);
  expect(pending.shed(() => undefined)).toBe(1);
  expect(pending.size()).toBe(0);
});

test('after a commit nothing waits', () => {
  const pending = createPending();
  pending.add(putExchange(sampleExchange(1)));
  pending.add(putBody('1', Buffer.from('ab')));
  pending.add(putFrame(1, 'x'));
  pending.add(putError(1));
  pending.add(putLog(1, 'x'));
  pending.add(putSpan(1));
  pending.clear();
  expect([pending.size(), pending.bytes()]).toEqual([0, 0]);
});
