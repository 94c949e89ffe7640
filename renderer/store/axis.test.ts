import { describe, expect, it } from 'vitest';
import { nextWindow, toInstant, toPercent, toRelativeTicks, toTicks } from './axis.ts';

const span = { from: 1_000, to: 11_000 };

describe('the axis', () => {
  it('turns instants into places and back', () => {
    expect(toPercent(6_000, span)).toBe(50);
    expect(toPercent(500, span)).toBeLessThan(0);
    expect(toInstant(0.5, span)).toBe(6_000);
  });

  it('ticks on round instants, never more than asked', () => {
    expect(toTicks(span, 5)).toEqual([2_000, 4_000, 6_000, 8_000, 10_000]);
    for (const most of [3, 7, 10])
      expect(toTicks({ from: 123, to: 98_765 }, most).length).toBeLessThanOrEqual(most + 1);
  });

  it('ticks relative to its own start', () => {
    expect(toRelativeTicks(span, 5)).toEqual([1_000, 3_000, 5_000, 7_000, 9_000]);
  });
});

describe('nextWindow', () => {
  it('takes a step that holds what is needed, with room for labels', () => {
    const window = nextWindow(null, { from: 10_000, to: 10_700 });
    expect(window.to - window.from).toBe(1_000);
    expect(window.from).toBeLessThanOrEqual(10_000);
    expect(window.to).toBeGreaterThan(10_700);
  });

  it('stays while it fits', () => {
    const window = nextWindow(null, { from: 10_000, to: 10_500 });
    expect(nextWindow(window, { from: 10_050, to: 10_550 })).toBe(window);
  });

  it('comes to rest however little is needed', () => {
    for (const length of [0, 3.7, 40]) {
      const need = { from: 10_000.3, to: 10_000.3 + length };
      const window = nextWindow(null, need);
      expect(nextWindow(window, need)).toBe(window);
    }
  });

  it('moves when the need leaves it and narrows when it is far too wide', () => {
    const window = nextWindow(null, { from: 10_000, to: 10_500 });
    expect(nextWindow(window, { from: 12_000, to: 12_500 }).from).toBeGreaterThan(window.from);
    const wide = { from: 0, to: 100_000 };
    const narrowed = nextWindow(wide, { from: 10_000, to: 10_300 });
    expect(narrowed.to - narrowed.from).toBeLessThan(5_000);
  });

  it('is the same object when nothing would change, even for a need far narrower than the shortest window', () => {
    const need = { from: 10_000, to: 10_001 };
    const window = nextWindow(null, need);
    expect(nextWindow(window, need)).toBe(window);
  });

  it('holds any need', () => {
    for (const length of [0, 1, 499, 5_001, 86_400_000, 1e12]) {
      const window = nextWindow(null, { from: 5_000, to: 5_000 + length });
      expect(window.from).toBeLessThanOrEqual(5_000);
      expect(window.to).toBeGreaterThan(5_000 + length);
    }
  });
});
