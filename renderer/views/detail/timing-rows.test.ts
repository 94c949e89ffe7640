import { describe, expect, it } from 'vitest';
import { sampleExchange } from './exchange-sample.ts';
import { axisMs, parseServerTiming, toPhaseRows } from './timing-rows.ts';

describe('timing rows', () => {
  it('lays the phases end to end and leaves those not needed without a duration', () => {
    const rows = toPhaseRows(sampleExchange());
    expect(rows.map((row) => [row.phase, row.offsetMs, row.durationMs])).toEqual([
      ['blocked', 0, 4],
      ['dns', 4, undefined],
      ['connect', 4, undefined],
      ['tls', 4, undefined],
      ['send', 4, 3],
      ['wait', 7, 396],
      ['receive', 403, 9],
    ]);
  });

  it('names the phase that runs now', () => {
    const running = (state: 'pending' | 'streaming' | 'done') =>
      toPhaseRows(sampleExchange({ state })).find((row) => row.running)?.phase;
    expect([running('pending'), running('streaming'), running('done')]).toEqual(['wait', 'receive', undefined]);
  });

  it('has an axis that holds all phases', () => {
    const timings = { blocked: 4, dns: -1, connect: 1, tls: -1, send: 0, wait: 10, receive: 9, total: 20 };
    expect(axisMs(timings)).toBe(24);
    expect(axisMs({ ...timings, total: 30 })).toBe(30);
    expect(axisMs({ blocked: -1, dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1, total: 0 })).toBe(
      0.001,
    );
  });

  it('reads Server-Timing with quoted commas, several fields and no duration', () => {
    expect(
      parseServerTiming([
        ['Server-Timing', 'db;dur=53.2;desc="Main, read", cache;desc=hit'],
        ['server-timing', 'total; dur=100'],
        ['X', 'no'],
      ]),
    ).toEqual([
      { name: 'db', durationMs: 53.2, description: 'Main, read' },
      { name: 'cache', description: 'hit' },
      { name: 'total', durationMs: 100 },
    ]);
  });

  it('leaves out what is no metric', () => {
    expect(parseServerTiming([['Server-Timing', ', ;dur=1, a b;dur=2']])).toEqual([]);
  });
});
