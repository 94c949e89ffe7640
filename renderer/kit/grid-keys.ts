// Renderer kit: which row a key moves to.

export type GridMove =
  | { readonly to: 'row'; readonly index: number }
  /** To the last row, and on with new ones. */
  | { readonly to: 'tail' }
  | { readonly to: 'none' };

/** What a key press means in a grid of `count` rows of which `page` fit; `current` is -1 while none is selected. */
export function gridMove(
  key: string,
  {
    current,
    count,
    page,
    first,
  }: { readonly current: number; readonly count: number; readonly page: number; readonly first: number },
): GridMove {
  if (count === 0) return { to: 'none' };
  const clamp = (index: number): GridMove => ({ to: 'row', index: Math.min(count - 1, Math.max(0, index)) });
  const from = current < 0 ? undefined : current;
  switch (key) {
    case 'ArrowDown':
      return clamp(from === undefined ? first : from + 1);
    case 'ArrowUp':
      return clamp(from === undefined ? first : from - 1);
    case 'PageDown':
      return clamp((from ?? first) + page);
    case 'PageUp':
      return clamp((from ?? first) - page);
    case 'Home':
      return clamp(0);
    case 'End':
      return { to: 'tail' };
    default:
      return { to: 'none' };
  }
}
