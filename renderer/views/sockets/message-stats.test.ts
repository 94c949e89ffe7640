import { describe, expect, it } from 'vitest';
import type { FrameRow } from '../../../main/model/message.ts';
import { heartbeat, sampleEvent, sampleFrame } from './message-sample.ts';
import { MessageStats, RATE_BARS } from './message-stats.ts';

describe('message stats', () => {
  it('counts directions, sizes and what deflate saved', () => {
    const figures = new MessageStats().update([
      sampleFrame(1, { sizeBytes: 1000, wireBytes: 250 }),
      sampleFrame(2, { direction: 'out', sizeBytes: 100, wireBytes: 106, compressed: false }),
    ]);
    expect(figures).toMatchObject({ countIn: 1, countOut: 1, payloadBytes: 1100, wireBytes: 356, savedShare: 0.75 });
  });

  it('leaves out what does not apply', () => {
    const figures = new MessageStats().update([sampleEvent(1)]);
    expect(figures).toMatchObject({ countIn: 1, countOut: 0, wireBytes: 0 });
    expect([figures.savedShare, figures.beatGapMs, figures.beatAnswerMs, figures.gapMs]).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it('tells the heartbeat’s interval and answer time', () => {
    const rows = [...heartbeat(0, 3), ...heartbeat(10, 5), ...heartbeat(20, 7)];
    expect(new MessageStats().update(rows)).toMatchObject({ beatGapMs: 1000, beatAnswerMs: 5 });
  });

  it('counts only new rows, and all again after the oldest went', () => {
    const stats = new MessageStats();
    const rows: FrameRow[] = [sampleFrame(1), sampleFrame(2)];
    stats.update(rows);
    rows.push(sampleFrame(3));
    expect(stats.update(rows).countIn).toBe(3);
    rows.splice(0, 2);
    expect(stats.update(rows).countIn).toBe(1);
  });

  it('widens its bars instead of having more of them', () => {
    const rows = Array.from({ length: 1000 }, (_, index) => sampleFrame(index, { at: 5000 + index * 1000 }));
    const { rates } = new MessageStats().update(rows);
    expect(rates.counts.length).toBeLessThanOrEqual(RATE_BARS);
    expect(rates.widthMs).toBe(32_000);
    expect(rates.counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  });
});
