import { describe, expect, it } from 'vitest';
import { pendingRow, SAMPLE_START, sampleRow, sampleTimings } from '../../store/row-sample.ts';
import { toWaterfall } from './waterfall.ts';

const span = { from: SAMPLE_START, to: SAMPLE_START + 1_000 };

describe('toWaterfall', () => {
  it('lays phases end to end on the axis', () => {
    const fall = toWaterfall(sampleRow(1), span);
    expect(fall).toMatchObject({ kind: 'phases', before: false, label: 20 });
    if (fall.kind !== 'phases') return;
    expect(fall.slices.map(({ phase }) => phase)).toEqual(['blocked', 'send', 'wait', 'receive']);
    expect(fall.slices[0]?.left).toBe(10);
    expect(fall.slices[2]).toMatchObject({ left: 10.2, width: 9 });
  });

  it('clips what reaches over an edge and marks what lies beyond', () => {
    const long = sampleRow(8, { timings: sampleTimings({ wait: 5_000, total: 5_010 }) });
    const fall = toWaterfall(long, span);
    expect(fall.kind === 'phases' && fall.slices.every(({ left, width }) => left + width <= 100.001)).toBe(true);
    expect(toWaterfall(sampleRow(20), span)).toEqual({ kind: 'outside', side: 'after' });
    expect(toWaterfall(sampleRow(-10), span)).toEqual({ kind: 'outside', side: 'before' });
  });

  it('puts the label before a bar at the end of the axis', () => {
    expect(toWaterfall(sampleRow(9), span)).toMatchObject({ kind: 'phases', before: true });
  });

  it('draws a stream as a line with ticks, to the edge while it runs', () => {
    const stream = sampleRow(1, {
      kind: 'eventsource',
      state: 'streaming',
      marks: [SAMPLE_START - 50, SAMPLE_START + 500, SAMPLE_START + 5_000],
    });
    expect(toWaterfall(stream, span)).toEqual({ kind: 'stream', left: 10, end: 100, running: true, ticks: [50] });
    expect(toWaterfall({ ...stream, state: 'done' }, span)).toMatchObject({ end: 20, running: false });
  });

  it('draws what waits from its start, also when it began before the axis', () => {
    expect(toWaterfall(pendingRow(3), span)).toEqual({ kind: 'pending', left: 30 });
    expect(toWaterfall(pendingRow(-3), span)).toEqual({ kind: 'pending', left: 0 });
  });

  it('has a sliver for a request without any phase', () => {
    const none = sampleTimings({ blocked: -1, send: -1, wait: -1, receive: -1, total: 0 });
    const fall = toWaterfall(sampleRow(1, { state: 'failed', timings: none }), span);
    expect(fall.kind === 'phases' && fall.slices).toHaveLength(1);
  });
});
