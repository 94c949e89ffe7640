import { describe, expect, it } from 'vitest';
import { LIFELINE_ROWS, MAX_LIFELINES, STRIP_BARS, STRIP_STEPS_MS, stripSpan, toLifelines, toStrip } from './strip.ts';
import { pendingRow, SAMPLE_START, sampleRow, sampleTimings } from './row-sample.ts';

const socket = (n: number, total: number, more = {}) =>
  sampleRow(n, { kind: 'websocket', timings: sampleTimings({ total }), ...more });

describe('stripSpan', () => {
  it('grows in steps and starts on a whole second', () => {
    const at = SAMPLE_START + 250;
    expect(stripSpan(at, at)).toEqual({ from: SAMPLE_START, to: SAMPLE_START + 60_000 });
    expect(stripSpan(at, SAMPLE_START + 59_000).to).toBe(SAMPLE_START + 60_000);
    expect(stripSpan(at, SAMPLE_START + 61_000).to).toBe(SAMPLE_START + 90_000);
    const days = stripSpan(at, SAMPLE_START + 50 * 3_600_000);
    expect(days.to - days.from).toBe(72 * 3_600_000);
    expect([...STRIP_STEPS_MS].sort((a, b) => a - b)).toEqual(STRIP_STEPS_MS);
  });
});

describe('toStrip', () => {
  it('has nothing before the first request', () => expect(toStrip([], 0)).toBeUndefined());

  it('counts requests by when they began, and trouble apart', () => {
    const strip = toStrip(
      [sampleRow(0), sampleRow(1, { status: 404 }), sampleRow(2, { status: 500 }), sampleRow(300)],
      SAMPLE_START + 30_000,
    );
    expect(strip?.bars).toHaveLength(STRIP_BARS);
    expect(strip?.bars[0]).toEqual({ all: 3, client: 1, server: 1 });
    expect(strip?.bars[75]).toEqual({ all: 1, client: 0, server: 0 });
    expect(strip?.peak).toBe(3);
  });

  it('does not count what the browser gave up as trouble', () => {
    const error = { code: 'client-closed', phase: 'wait', message: 'Closed.', by: 'client' } as const;
    expect(toStrip([pendingRow(0, { state: 'failed', error })], SAMPLE_START)?.bars[0]?.server).toBe(0);
  });
});

describe('toLifelines', () => {
  it('lays sockets that overlap on different lines, and uses a line again', () => {
    const lines = toLifelines([socket(0, 1_000), socket(1, 1_000), socket(20, 100)], SAMPLE_START + 5_000);
    expect(lines.map(({ line }) => line)).toEqual([0, 1, 0]);
  });

  it('draws a running socket to the latest instant', () => {
    const [line] = toLifelines([socket(0, 10, { state: 'open' })], SAMPLE_START + 9_000);
    expect(line?.to).toBe(SAMPLE_START + 9_000);
  });

  it('draws no more than its bound, the latest', () => {
    const many = Array.from({ length: MAX_LIFELINES + 5 }, (_, n) => socket(n, 1e9));
    const lines = toLifelines(many, SAMPLE_START);
    expect(lines).toHaveLength(MAX_LIFELINES);
    expect(lines[0]?.id).toBe('5');
    expect(lines.every(({ line }) => line >= 0 && line < LIFELINE_ROWS)).toBe(true);
  });
});
