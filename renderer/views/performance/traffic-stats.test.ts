import { describe, expect, it } from 'vitest';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { EMPTY_BODY, sampleExchange } from '../detail/exchange-sample.ts';
import { ENDPOINT_LIMIT, REST, SLOT_LIMIT, TrafficStats } from './traffic-stats.ts';

const row = (id: number, change: Partial<ExchangeRow> = {}): ExchangeRow =>
  sampleExchange({ id: String(id), startedAt: 1_000_000 + id * 1000, ...change });
const bytes = (sizeBytes: number) => ({ ...EMPTY_BODY, sizeBytes, keptBytes: sizeBytes });

describe('traffic stats', () => {
  it('counts a row once, however often it changes', () => {
    const stats = new TrafficStats();
    stats.put(row(1, { state: 'pending' }));
    stats.put(row(1, { state: 'streaming' }));
    stats.put(row(1));
    stats.put(row(1));
    expect([stats.requests, stats.answers, stats.durations.count]).toEqual([1, 1, 1]);
    expect(stats.slots[0]?.byRoute.get('/api')).toBe(1);
    expect(stats.byStatus.get('2xx')).toBe(1);
  });

  it('counts each byte once, in the slot in which it passed', () => {
    const stats = new TrafficStats();
    const timings = sampleExchange().timings;
    stats.put(row(0, { kind: 'eventsource', state: 'streaming', responseBody: bytes(100) }));
    stats.put(
      row(0, {
        kind: 'eventsource',
        state: 'streaming',
        responseBody: bytes(300),
        timings: { ...timings, total: 5000 },
      }),
    );
    expect(stats.slots.map((slot) => slot.bytesIn)).toEqual([100, 0, 0, 0, 0, 200]);
  });

  it('leaves streams out of latency', () => {
    const stats = new TrafficStats();
    stats.put(row(1, { kind: 'websocket', status: 101 }));
    expect(stats.durations.count).toBe(0);
    expect(stats.byStatus.get('1xx')).toBe(1);
  });

  it('widens its slots instead of having more of them', () => {
    const stats = new TrafficStats();
    for (let id = 0; id < 1000; id += 1) stats.put(row(id));
    expect(stats.slots.length).toBeLessThanOrEqual(SLOT_LIMIT);
    expect(stats.slotMs).toBe(16_000);
    expect(stats.slots.reduce((sum, slot) => sum + slot.requests, 0)).toBe(1000);
    expect(stats.slots.reduce((sum, slot) => sum + slot.durations.count, 0)).toBe(1000);
  });

  it('takes rows that started before those it knows', () => {
    const stats = new TrafficStats();
    stats.put(row(500));
    stats.put(row(0));
    expect(stats.from).toBeLessThanOrEqual(1_000_000);
    expect(stats.slots.reduce((sum, slot) => sum + slot.requests, 0)).toBe(2);
  });

  it('looks only at its range', () => {
    const stats = new TrafficStats({ from: 1_002_000, to: 1_004_000 }, 100);
    for (let id = 0; id < 10; id += 1) stats.put(row(id));
    expect(stats.requests).toBe(2);
    expect(stats.from).toBe(1_002_000);
  });

  it('puts endpoints beyond its limit together', () => {
    const stats = new TrafficStats();
    for (let id = 0; id < ENDPOINT_LIMIT + 50; id += 1) {
      stats.put(row(id, { url: `http://h/path-${'x'.repeat(id)}` }));
    }
    expect(stats.endpoints.size).toBe(ENDPOINT_LIMIT);
    expect(stats.endpoints.get(REST)?.durations.count).toBe(51);
  });

  it('counts errors by endpoint and sizes by step', () => {
    const stats = new TrafficStats();
    stats.put(row(1, { status: 500, responseBody: bytes(2000) }));
    stats.put(row(2, { responseBody: bytes(2_000_000) }));
    const { status: _, ...unanswered } = row(3, { state: 'failed' });
    stats.put(unanswered);
    expect(stats.endpoints.get('GET /api/orders/:id')?.errors).toBe(2);
    expect(stats.sizes).toEqual([1, 1, 0, 0, 0, 0, 1]);
    expect(stats.byStatus.get('failed')).toBe(1);
  });

  it('sums phases by route', () => {
    const stats = new TrafficStats();
    stats.put(row(1));
    stats.put(row(2));
    const phases = stats.phases.get('/api');
    expect([phases?.count, phases?.sumMs.wait, phases?.sumMs.dns]).toEqual([2, 792, 0]);
  });
});
