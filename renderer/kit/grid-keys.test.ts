import { describe, expect, it } from 'vitest';
import { gridMove } from './grid-keys.ts';

const at = (current: number) => ({ current, count: 100, page: 20, first: 40 });

describe('gridMove', () => {
  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 5, 25],
    ['PageDown', 95, 99],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['ArrowDown', -1, 40],
    ['ArrowUp', -1, 40],
    ['PageDown', -1, 60],
  ])('%s from %i goes to %i', (key, current, index) =>
    expect(gridMove(key, at(current))).toEqual({ to: 'row', index }),
  );

  it('goes to the tail on End, and nowhere on other keys or without rows', () => {
    expect(gridMove('End', at(3))).toEqual({ to: 'tail' });
    expect(gridMove('a', at(3))).toEqual({ to: 'none' });
    expect(gridMove('Home', { ...at(-1), count: 0 })).toEqual({ to: 'none' });
  });
});
