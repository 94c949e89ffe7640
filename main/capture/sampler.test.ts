import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type { SamplingRule } from '../model/rules.ts';
import { sampleExchange } from '../store/fixtures/records.ts';
import { HELD_BYTES, HELD_EXCHANGES, Sampler } from './sampler.ts';

const AT = 1_700_000_000_000;

function setUp(...rules: SamplingRule[]) {
  const kept: Recorded[] = [];
  const sampler = new Sampler(rules, (recorded) => kept.push(recorded));
  let next = 1;
  return {
    sampler,
    kept,
    ids: () =>
      kept.flatMap((one) => (one.kind === 'exchange' && one.record.state !== 'pending' ? [one.record.id] : [])),
    put: (changes: Partial<Exchange> = {}): Exchange => {
      const record = sampleExchange(next, { url: 'http://127.0.0.1:8888/hot', startedAt: AT, ...changes });
      if (changes.id === undefined) next += 1;
      sampler.accept({ kind: 'exchange', record });
      return record;
    },
    body: (exchangeId: string, bytes = 5) =>
      sampler.accept({ kind: 'body', exchangeId, side: 'response', bytes: new Uint8Array(bytes) }),
  };
}

test('without rules all passes as it came', () => {
  const { sampler, kept, put, body } = setUp();
  body('1');
  put();
  expect(kept.map(({ kind }) => kind)).toEqual(['body', 'exchange']);
  expect(sampler.counts).toBeUndefined();
});

test('a part is kept exactly, others’ routes whole, and what was left out is counted', () => {
  const { sampler, ids, put } = setUp({ match: '/hot', ratio: 0.1 });
  for (let i = 0; i < 100; i += 1) put();
  expect(ids()).toHaveLength(10);
  put({ url: 'http://127.0.0.1:8888/cold' });
  expect(ids()).toHaveLength(11);
  expect(sampler.counts).toEqual([{ match: '/hot', seen: 100, left: 90 }]);
});

test('so many a second are kept', () => {
  const { ids, put } = setUp({ match: '/hot', perSecond: 2 });
  for (let i = 0; i < 10; i += 1) put({ startedAt: AT + i });
  for (let i = 0; i < 10; i += 1) put({ startedAt: AT + 1_000 + i });
  expect(ids()).toEqual(['1', '2', '11', '12']);
});

test('failures, answers from 400 on, slow ones, sockets and streams are always kept', () => {
  const { ids, put } = setUp({ match: '/hot', ratio: 0, slowMs: 500 });
  const { timings } = sampleExchange(1);
  put();
  put({ status: 404 });
  put({ state: 'failed' });
  put({ timings: { ...timings, total: 500 } });
  put({ kind: 'websocket', state: 'open' });
  put({ kind: 'eventsource', state: 'streaming' });
  expect(ids()).toEqual(['2', '3', '4', '5', '6']);
});

test('parts wait for the decision, and go with it, in their order', () => {
  const { kept, put, body } = setUp({ match: '/hot', ratio: 0.5 });
  body('1');
  put();
  expect(kept).toEqual([]);
  body('2');
  put();
  expect(kept.map(({ kind }) => kind)).toEqual(['body', 'exchange']);
});

test('one that is under way is kept when it turns out to be slow, with all that comes after', () => {
  const { sampler, kept, put, body } = setUp({ match: '/hot', ratio: 0, slowMs: 500 });
  const { id } = put({ state: 'pending' });
  sampler.flush(AT + 499);
  expect(kept).toEqual([]);
  sampler.flush(AT + 500);
  body(id);
  put({ id, state: 'done' });
  expect(kept.map(({ kind }) => kind)).toEqual(['exchange', 'body', 'exchange']);
  expect(sampler.counts).toEqual([{ match: '/hot', seen: 1, left: 0 }]);
});

test('one that is left out leaves nothing, also where words come after', () => {
  const { sampler, kept, put, body } = setUp({ match: '/hot', ratio: 0 });
  const { id } = put();
  body(id);
  put({ id });
  expect(kept).toEqual([]);
  expect(sampler.counts).toEqual([{ match: '/hot', seen: 1, left: 1 }]);
});

test('large ones and too many at a time are kept rather than held', () => {
  const { sampler, kept, put, body, ids } = setUp({ match: '/hot', ratio: 0 });
  const large = put({ state: 'streaming' });
  body(large.id, HELD_BYTES + 1);
  expect(ids()).toEqual([large.id]);
  kept.length = 0;
  for (let i = 0; i <= HELD_EXCHANGES; i += 1) put({ state: 'streaming' });
  expect(ids()).toEqual(['2']);
  sampler.finish();
  expect(ids()).toHaveLength(HELD_EXCHANGES + 1);
});

test('what belongs to no exchange passes', () => {
  const { sampler, kept } = setUp({ match: '/hot', ratio: 0 });
  sampler.accept({ kind: 'dropped', count: 1 });
  expect(kept).toHaveLength(1);
});
