import { expect, test } from 'vitest';
import type { ExchangeRow } from '../model/exchange.ts';
import type { Change } from '../model/protocol.ts';
import { putAction, putError, putHmr, putPage, sampleExchange } from '../store/fixtures/records.ts';
import { BATCH_BYTES, BATCH_CHANGES, createChangeQueue, weighChange } from './change-queue.ts';

const put = (seq: number, id: number, changes: Partial<ExchangeRow> = {}): Change => ({
  seq,
  kind: 'exchange',
  op: 'put',
  record: sampleExchange(id, changes),
});

test('the newest put of a record takes the place of the one before', () => {
  const queue = createChangeQueue();
  queue.add(put(1, 1, { state: 'pending' }));
  queue.add(put(2, 2));
  queue.add(put(3, 1, { state: 'done' }));
  expect(queue.take()).toMatchObject([
    { seq: 3, record: { id: '1', state: 'done' } },
    { seq: 2, record: { id: '2' } },
  ]);
  expect(queue.size).toBe(0);
});

test('batches are bounded in number', () => {
  const queue = createChangeQueue();
  for (let id = 1; id <= BATCH_CHANGES + 1; id++) queue.add(put(id, id, { url: '/' }));
  const first = queue.take();
  expect(first.length).toBeLessThanOrEqual(BATCH_CHANGES);
  expect(first.length + queue.take().length + queue.take().length).toBe(BATCH_CHANGES + 1);
});

test('batches are bounded in bytes, and a large change goes alone', () => {
  const queue = createChangeQueue();
  queue.add(put(1, 1, { url: 'x'.repeat(BATCH_BYTES * 2) }));
  queue.add(put(2, 2));
  expect(queue.take()).toHaveLength(1);
  expect(queue.take()).toHaveLength(1);
});

test('a full queue empties itself and says so', () => {
  const byCount = createChangeQueue(2);
  expect([put(1, 1), put(2, 2), put(3, 3)].map((change) => byCount.add(change))).toEqual([true, true, false]);
  expect(byCount.size).toBe(0);
  const byBytes = createChangeQueue(100, 10_000);
  expect(byBytes.add(put(1, 1, { url: 'x'.repeat(10_000) }))).toBe(false);
});

test('changes that a snapshot holds already are forgotten', () => {
  const queue = createChangeQueue();
  for (let seq = 1; seq <= 4; seq++) queue.add(put(seq, seq));
  queue.forgetThrough(3);
  expect(queue.take()).toMatchObject([{ seq: 4 }]);
});

test('an update of many modules weighs more than one of few', () => {
  const module = { path: '/a.js', acceptedPath: '/a.js', kind: 'js' } as const;
  const change = (modules: number): Change => {
    const { record } = putHmr(1, { modules: Array<typeof module>(modules).fill(module) });
    return { seq: 1, kind: 'hmr', op: 'put', record };
  };
  expect(weighChange(change(100))).toBeGreaterThan(weighChange(change(1)) + 10_000);
});

test('errors, pages and actions wait by their ids, and weigh what they hold', () => {
  const { record: error } = putError(1);
  const frame = { raw: 'x'.repeat(1_000), unresolved: { code: 'map-none', message: 'No.' } };
  const deep = { ...error, stack: Array<typeof frame>(50).fill(frame) };
  const queue = createChangeQueue();
  queue.add({ seq: 1, kind: 'error', op: 'put', record: error });
  queue.add({ seq: 2, kind: 'page', op: 'put', record: putPage('1').record });
  queue.add({ seq: 3, kind: 'action', op: 'put', record: putAction(1).record });
  queue.add({ seq: 4, kind: 'error', op: 'put', record: deep });
  expect(queue.take().map(({ seq }) => seq)).toEqual([4, 2, 3]);
  expect(weighChange({ seq: 1, kind: 'error', op: 'put', record: deep })).toBeGreaterThan(50_000);
});
