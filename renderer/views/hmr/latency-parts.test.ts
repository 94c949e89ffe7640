import { describe, expect, it } from 'vitest';
import { openUpdate, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { axisTicks, latencyAxis, toLatencySlices, wholeMs } from './latency-parts.ts';

const shown = (record: Parameters<typeof toLatencySlices>[0]) =>
  toLatencySlices(record).map(({ part, fromMs, durationMs }) => `${part} ${fromMs}+${durationMs}`);

describe('toLatencySlices', () => {
  it('lays the parts end to end, the build first', () => {
    const latency = { buildMs: 200, messageToFetchMs: 24, fetchMs: 50, applyMs: 10 };
    expect(shown(sampleUpdate(1, { latency, durationMs: 84 }))).toEqual([
      'build 0+200',
      'message 200+24',
      'fetch 224+50',
      'apply 274+10',
    ]);
  });

  it('leaves out what is not known', () => {
    expect(shown(sampleUpdate(1))).toEqual(['message 0+24', 'fetch 24+60']);
    expect(shown(openUpdate(1))).toEqual([]);
  });

  it('takes what is not accounted for as the page’s work', () => {
    expect(shown(sampleUpdate(1, { latency: {}, durationMs: 30 }))).toEqual(['apply 0+30']);
    expect(shown(sampleUpdate(1, { latency: { messageToFetchMs: 24, fetchMs: 60 }, durationMs: 84.3 }))).toHaveLength(
      2,
    );
  });

  it('shows a reload as one part after its build', () => {
    expect(shown(sampleReload(1, { latency: { buildMs: 174 } }))).toEqual(['build 0+174', 'reload 174+1184']);
  });

  it('adds up', () => {
    expect(wholeMs(toLatencySlices(sampleUpdate(1)))).toBe(84);
    expect(wholeMs([])).toBe(0);
  });
});

describe('latencyAxis', () => {
  const of = (...durations: number[]) =>
    durations.map((durationMs, n) => sampleUpdate(n + 1, { latency: {}, durationMs }));

  it('holds nine bars of ten', () => {
    expect(latencyAxis(of(...Array.from({ length: 9 }, () => 84), 9_000), undefined)).toBe(100);
    expect(latencyAxis([], undefined)).toBe(100);
  });

  it('stays while it fits, and changes in steps', () => {
    expect(latencyAxis(of(84), 200)).toBe(200);
    expect(latencyAxis(of(84), 40)).toBe(100);
    expect(latencyAxis(of(15), 400)).toBe(20);
    expect(latencyAxis(of(500_000), undefined)).toBe(500_000);
  });

  it('names round ticks', () => expect(axisTicks(200)).toEqual([0, 50, 100, 150]));
});
