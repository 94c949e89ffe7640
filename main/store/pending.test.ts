import { expect, test } from 'vitest';
import { endBody, putBody, putExchange, putFrame, putLog, sampleExchange } from './fixtures/records.ts';
import { createPending, HELD_BYTES, HELD_DETAILS, HELD_EXCHANGES } from './pending.ts';

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
  for (let id = 1; id <= HELD_DETAILS + 1; id++) pending.add(putLog(id, 'x'));
  const gone = pending.shed(() => undefined);
  expect(gone + pending.details.length).toBe(HELD_DETAILS + 1);
  expect(gone).toBeGreaterThan(0);
  expect(pending.details.at(-1)).toEqual(putLog(HELD_DETAILS + 1, 'x'));
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

test('after a commit nothing waits', () => {
  const pending = createPending();
  pending.add(putExchange(sampleExchange(1)));
  pending.add(putBody('1', Buffer.from('ab')));
  pending.add(putFrame(1, 'x'));
  pending.clear();
  expect([pending.size(), pending.bytes()]).toEqual([0, 0]);
});
