import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { sampleExchange } from '../store/fixtures/records.ts';
import { BusyTimes, MAX_REMEMBERED, NEAR_MS } from './busy-times.ts';

const during = (id: number, startedAt: number, total: number, facts: Partial<Exchange> = {}): Exchange => {
  const sample = sampleExchange(id, { startedAt, state: 'done', ...facts });
  return { ...sample, timings: { ...sample.timings, total } };
};

test('the only request under way is the guess; of several none', () => {
  const times = new BusyTimes();
  times.accept(during(1, 1_000, 100));
  times.accept(during(2, 1_080, 100));
  expect(times.at('process:api', 1_010)).toEqual({ exchangeId: '1', confidence: 0.5 });
  expect(times.at('process:api', 1_090)).toBeUndefined();
  expect(times.at('process:api', 5_000)).toBeUndefined();
});

test('others near make it less sure', () => {
  const times = new BusyTimes();
  times.accept(during(1, 1_000, 100));
  times.accept(during(2, 1_100 + NEAR_MS / 2, 100));
  expect(times.at('process:api', 1_099)?.confidence).toBe(0.25);
});

test('what is under way has no end yet, and gets one', () => {
  const times = new BusyTimes();
  times.accept(during(1, 1_000, -1, { state: 'pending' }));
  expect(times.at('process:api', 9_000)?.exchangeId).toBe('1');
  times.accept(during(1, 1_000, 10));
  times.endTurn();
  expect(times.at('process:api', 9_000)).toBeUndefined();
});

test('once a source’s logs told whose they are, only that upstream’s requests count', () => {
  const times = new BusyTimes();
  times.accept(during(1, 1_000, 500, { upstreamUrl: 'http://127.0.0.1:1/a' }));
  times.accept(during(2, 1_000, 500, { upstreamUrl: 'http://127.0.0.1:2/b' }));
  times.learn('process:api', '2');
  expect(times.at('process:api', 1_200)).toEqual({ exchangeId: '2', confidence: 0.8 });
  expect(times.at('process:web', 1_200)).toBeUndefined();
});

test('sockets and event streams are left out', () => {
  const times = new BusyTimes();
  times.accept(during(1, 1_000, 500, { kind: 'websocket' }));
  times.accept(during(2, 1_000, 500, { kind: 'eventsource' }));
  expect(times.at('process:api', 1_200)).toBeUndefined();
});

test('only so many are remembered', () => {
  const times = new BusyTimes();
  for (let id = 1; id <= 2 * MAX_REMEMBERED + 1; id++) times.accept(during(id, id, 0.5));
  expect(times.at('process:api', 1)).toBeUndefined();
  expect(times.at('process:api', 2 * MAX_REMEMBERED + 1)?.exchangeId).toBe(String(2 * MAX_REMEMBERED + 1));
});
