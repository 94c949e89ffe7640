import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '../../main/model/protocol.ts';
import { createFeedPump, HIDDEN_DELAY_MS, type PumpSchedule } from './feed-pump.ts';
import { sampleRow, sampleWorkspace, toBatch } from './row-sample.ts';

function scripted() {
  const frames: (() => void)[] = [];
  const timers: { run: () => void; delayMs: number }[] = [];
  const cancelled: string[] = [];
  const schedule: PumpSchedule = {
    frame: (run) => frames.push(run),
    cancelFrame: () => cancelled.push('frame'),
    timer: (run, delayMs) => timers.push({ run, delayMs }),
    cancelTimer: () => cancelled.push('timer'),
  };
  const applied: (readonly FeedMessage[])[] = [];
  return { frames, timers, cancelled, applied, pump: createFeedPump(schedule, (messages) => applied.push(messages)) };
}

const ready: FeedMessage = { type: 'ready', seq: 1 };

describe('createFeedPump', () => {
  it('applies all that came before a frame at once', () => {
    const { pump, frames, applied, cancelled } = scripted();
    pump.push([ready]);
    pump.push([ready, ready]);
    expect(applied).toEqual([]);
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(applied).toEqual([[ready, ready, ready]]);
    expect(cancelled).toContain('timer');
    pump.push([ready]);
    expect(frames).toHaveLength(2);
  });

  it('goes by a timer while the window paints nothing', () => {
    const { pump, timers, applied } = scripted();
    pump.push([ready]);
    expect(timers[0]?.delayMs).toBe(HIDDEN_DELAY_MS);
    timers[0]?.run();
    expect(applied).toEqual([[ready]]);
  });

  it('drops what a reset makes void', () => {
    const { pump, frames, applied } = scripted();
    const reset: FeedMessage = { type: 'reset', workspace: sampleWorkspace() };
    pump.push([toBatch([sampleRow(1)])]);
    pump.push([reset, ready]);
    frames[0]?.();
    expect(applied).toEqual([[reset, ready]]);
  });
});
