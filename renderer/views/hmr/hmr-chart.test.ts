import { describe, expect, it } from 'vitest';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { SAMPLE_START } from '../../store/row-sample.ts';
import { MAX_POINTS, RUNNING_UPDATES, toDurations, toFrequency } from './hmr-chart.ts';

describe('toDurations', () => {
  it('has percentiles of all, and a point for each update with those up to it', () => {
    const figures = toDurations([
      sampleUpdate(1, { durationMs: 10 }),
      sampleReload(2),
      openUpdate(3),
      sampleUpdate(4, { durationMs: 90 }),
    ]);
    expect(figures).toMatchObject({ p50: 10, p95: 90, count: 2 });
    expect(figures.points).toEqual([
      { at: sampleUpdate(1).at, p50: 10, p95: 10 },
      { at: sampleUpdate(4).at, p50: 10, p95: 90 },
    ]);
  });

  it('forgets what was long ago, and draws no more than its bound', () => {
    const slow = sampleUpdate(1, { durationMs: 9_000 });
    const quick = Array.from({ length: MAX_POINTS + 5 }, (_, n) => sampleUpdate(n + 2, { durationMs: 10 }));
    const { points } = toDurations([slow, ...quick.slice(0, RUNNING_UPDATES)]);
    expect(points.at(-2)?.p95).toBe(10);
    expect(points[1]?.p95).toBe(9_000);
    expect(points.at(-1)?.p95).toBe(10);
    expect(toDurations(quick).points).toHaveLength(MAX_POINTS);
  });
});

describe('toFrequency', () => {
  it('counts what happened in steps of time', () => {
    const figures = toFrequency([
      samplePlain(0, 'connected'),
      sampleUpdate(1),
      sampleUpdate(1.2),
      sampleReload(2),
      sampleError(4),
    ]);
    expect(figures).toMatchObject({ slotMs: 1_000, updates: 2, reloads: 1, errors: 1 });
    expect(figures.points).toHaveLength(4);
    expect(figures.points[0]).toEqual({ at: SAMPLE_START + 1_000, updates: 2, reloads: 0, errors: 0 });
    expect(figures.points[2]).toMatchObject({ updates: 0 });
  });

  it('widens its steps with the session', () => {
    const hour = toFrequency([sampleUpdate(0), sampleUpdate(3_600)]);
    expect(hour.slotMs).toBe(300_000);
    expect(hour.points.length).toBeLessThanOrEqual(31);
    const month = toFrequency([sampleUpdate(0), sampleUpdate(60 * 86_400)]);
    expect(month.points.length).toBeLessThanOrEqual(31);
  });

  it('has nothing before the first', () => expect(toFrequency([samplePlain(1, 'built')]).points).toEqual([]));
});
