import { describe, expect, it } from 'vitest';
import { sampleExchange } from './exchange-sample.ts';
import { axisMs, serverTimingsOf, toPhaseRows } from './timing-rows.ts';

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

  it('takes what the record tells of the back end, and the fields where it tells nothing', () => {
    const upstreamResponseHeaders = [['Server-Timing', 'db;dur=53.2']] as const;
    const responseTrailers = [['server-timing', 'total;dur=100']] as const;
    expect(serverTimingsOf(sampleExchange({ upstreamResponseHeaders, responseTrailers }))).toEqual([
      { name: 'db', durationMs: 53.2 },
      { name: 'total', durationMs: 100 },
    ]);
    const serverTimings = [{ name: 'told' }];
    expect(serverTimingsOf(sampleExchange({ upstreamResponseHeaders, serverTimings }))).toBe(serverTimings);
  });
});
