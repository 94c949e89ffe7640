// Renderer store: the time axis that strip and waterfall share: where instants stand, which ticks to name.
import type { Span } from './strip.ts';

/** Distances between ticks, in milliseconds. */
const TICK_STEPS_MS: readonly number[] = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, 86_400_000,
];

/** Lengths a waterfall may have, in milliseconds. */
const WINDOW_STEPS_MS: readonly number[] = [
  500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 14_400_000,
  86_400_000,
];

/** A window this many times longer than needed is narrowed. */
const TOO_WIDE = 4;

/** Shares of the axis kept free at its end, for the label behind the last bar. */
const LABEL_ROOM = 0.18;

/** Where an instant stands on the axis, in parts per hundred; outside of it below 0 or above 100. */
export function toPercent(at: number, span: Span): number {
  return ((at - span.from) / (span.to - span.from)) * 100;
}

/** The instant at a share (0 to 1) of the axis. */
export function toInstant(share: number, span: Span): number {
  return span.from + share * (span.to - span.from);
}

/** Instants of ticks, `most` at most, on round local times. */
export function toTicks(span: Span, most: number): readonly number[] {
  const length = span.to - span.from;
  const step = TICK_STEPS_MS.find((candidate) => length / candidate <= most) ?? length;
  const ticks: number[] = [];
  for (let at = Math.ceil(span.from / step) * step; at <= span.to; at += step) ticks.push(at);
  return ticks;
}

/** Ticks counted from the axis's own start, for names like `+1 s`. */
export function toRelativeTicks(span: Span, most: number): readonly number[] {
  const length = span.to - span.from;
  const step = TICK_STEPS_MS.find((candidate) => length / candidate <= most) ?? length;
  const ticks: number[] = [];
  for (let offset = 0; offset < length - step / 4; offset += step) ticks.push(span.from + offset);
  return ticks;
}

/**
 * The waterfall's window for rows that span `need`. It stays as it is while it fits, and changes in steps: a window
 * that moves or rescales with every row can't be read.
 */
export function nextWindow(previous: Span | null, need: Span): Span {
  const length = Math.max(need.to - need.from, 1) / (1 - LABEL_ROOM);
  if (previous) {
    const held = previous.to - previous.from;
    const fits = need.from >= previous.from && need.to <= previous.to - held * LABEL_ROOM * 0.5;
    if (fits && held <= length * TOO_WIDE) return previous;
  }
  const next = steppedWindow(need, length);
  return previous && next.from === previous.from && next.to === previous.to ? previous : next;
}

function steppedWindow(need: Span, length: number): Span {
  for (const step of WINDOW_STEPS_MS) {
    if (step < length) continue;
    const grid = step / 10;
    const from = Math.floor(need.from / grid) * grid;
    if (from + step < need.from + length) continue;
    return { from, to: from + step };
  }
  return { from: need.from, to: need.from + length };
}
