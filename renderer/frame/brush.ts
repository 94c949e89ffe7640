// Renderer frame: the brush as a value: placing, moving, widening. No pointer, no clock.
import type { Span } from '../store/strip.ts';
import type { Brush } from '../store/view-store.ts';

/** Narrowest brush, in milliseconds. */
export const MIN_BRUSH_MS = 50;

/** How much of a new brush's session it covers when keys place it. */
const FIRST_SHARE = 0.1;

/** How far a key press moves a brush, in shares of its width. */
const MOVE_SHARE = 0.25;

/** How much a key press narrows or widens. */
const SIZE_FACTOR = 1.5;

/** A brush between two instants in any order, inside `whole`. It is live when it reaches the session's end. */
export function placeBrush(a: number, b: number, whole: Span): Brush {
  const from = Math.max(whole.from, Math.min(a, b));
  const to = Math.min(whole.to, Math.max(a, b));
  const width = Math.max(MIN_BRUSH_MS, to - from);
  const start = Math.max(whole.from, Math.min(from, whole.to - width));
  return { from: start, to: start + width, live: start + width >= whole.to };
}

/** A brush as the keys first place it: the latest part of the session. */
export function firstBrush(whole: Span): Brush {
  return placeBrush(whole.to - (whole.to - whole.from) * FIRST_SHARE, whole.to, whole);
}

/** A step to the left (-1) or right (1). */
export function moveBrush(brush: Brush | null, step: 1 | -1, whole: Span): Brush {
  if (!brush) return firstBrush(whole);
  const width = brush.to - brush.from;
  const from = clamp(brush.from + step * width * MOVE_SHARE, whole.from, Math.max(whole.from, whole.to - width));
  return placeBrush(from, from + width, whole);
}

/** Wider (1) or narrower (-1), around its middle. */
export function sizeBrush(brush: Brush | null, step: 1 | -1, whole: Span): Brush {
  if (!brush) return firstBrush(whole);
  const middle = (brush.from + brush.to) / 2;
  const width = Math.max(MIN_BRUSH_MS, (brush.to - brush.from) * (step > 0 ? SIZE_FACTOR : 1 / SIZE_FACTOR));
  if (brush.live && step < 0) return placeBrush(brush.to - width, brush.to, whole);
  return placeBrush(middle - width / 2, middle + width / 2, whole);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
