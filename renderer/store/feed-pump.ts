// Renderer store: link → apply, at most once an animation frame; a timer steps in while the window is hidden and paints nothing.
import type { FeedMessage } from '../../main/model/protocol.ts';

/** How long a hidden window may leave messages unapplied, in milliseconds. */
export const HIDDEN_DELAY_MS = 250;

/** When things run; the window's own in production. */
export interface PumpSchedule {
  frame(run: () => void): number;
  cancelFrame(handle: number): void;
  timer(run: () => void, delayMs: number): number;
  cancelTimer(handle: number): void;
}

export interface FeedPump {
  push(messages: readonly FeedMessage[]): void;
}

/** Gathers messages and hands them on together. */
export function createFeedPump(schedule: PumpSchedule, apply: (messages: readonly FeedMessage[]) => void): FeedPump {
  let waiting: FeedMessage[] = [];
  let frame: number | undefined;
  let timer: number | undefined;

  const flush = () => {
    if (frame !== undefined) schedule.cancelFrame(frame);
    if (timer !== undefined) schedule.cancelTimer(timer);
    frame = undefined;
    timer = undefined;
    const messages = waiting;
    waiting = [];
    apply(messages);
  };

  return {
    push(messages) {
      for (const message of messages) {
        // What came before a reset is void; dropping it here also bounds what waits in a hidden window.
        if (message.type === 'reset') waiting = [];
        waiting.push(message);
      }
      frame ??= schedule.frame(flush);
      timer ??= schedule.timer(flush, HIDDEN_DELAY_MS);
    },
  };
}

/** The window's own frames and timers. */
export const windowSchedule: PumpSchedule = {
  frame: (run) => requestAnimationFrame(run),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  timer: (run, delayMs) => window.setTimeout(run, delayMs),
  cancelTimer: (handle) => window.clearTimeout(handle),
};
