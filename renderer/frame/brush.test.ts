import { describe, expect, it } from 'vitest';
import { firstBrush, MIN_BRUSH_MS, moveBrush, placeBrush, sizeBrush } from './brush.ts';

const whole = { from: 0, to: 100_000 };

describe('placeBrush', () => {
  it('takes its ends in any order and stays inside the session', () => {
    expect(placeBrush(8_000, 3_000, whole)).toEqual({ from: 3_000, to: 8_000, live: false });
    expect(placeBrush(-5_000, 2_000, whole)).toEqual({ from: 0, to: 2_000, live: false });
  });

  it('is live at the session’s end and never narrower than its bound', () => {
    expect(placeBrush(90_000, 200_000, whole)).toEqual({ from: 90_000, to: 100_000, live: true });
    expect(placeBrush(5_000, 5_000, whole)).toEqual({ from: 5_000, to: 5_000 + MIN_BRUSH_MS, live: false });
    expect(placeBrush(100_000, 100_000, whole).to).toBe(100_000);
  });
});

describe('keys', () => {
  it('place a first brush at the latest part', () => {
    expect(moveBrush(null, -1, whole)).toEqual(firstBrush(whole));
    expect(firstBrush(whole)).toEqual({ from: 90_000, to: 100_000, live: true });
  });

  it('move by a quarter and stop at the ends with the width kept', () => {
    expect(moveBrush({ from: 40_000, to: 50_000, live: false }, 1, whole)).toMatchObject({ from: 42_500, to: 52_500 });
    expect(moveBrush({ from: 1_000, to: 11_000, live: false }, -1, whole)).toMatchObject({ from: 0, to: 10_000 });
    expect(moveBrush({ from: 89_000, to: 99_000, live: false }, 1, whole)).toMatchObject({ from: 90_000, live: true });
  });

  it('widen and narrow around the middle; a live brush keeps its live edge', () => {
    expect(sizeBrush({ from: 40_000, to: 52_000, live: false }, -1, whole)).toMatchObject({ from: 42_000, to: 50_000 });
    expect(sizeBrush({ from: 40_000, to: 52_000, live: false }, 1, whole)).toMatchObject({ from: 37_000, to: 55_000 });
    expect(sizeBrush({ from: 88_000, to: 100_000, live: true }, -1, whole)).toEqual({
      from: 92_000,
      to: 100_000,
      live: true,
    });
  });
});
