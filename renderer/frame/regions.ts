// Renderer frame: moving the focus from region to region.

const FOCUSABLE = '[tabindex="0"],button:not([disabled]),a[href],input:not([disabled]),select,textarea';

/** Moves the focus to the next (or, with `step` -1, the previous) region that can take it. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null && region.dataset.region !== 'main',
  );
  if (regions.length === 0) return;
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i += 1) {
    const region = regions[(current + step * i + regions.length * 2) % regions.length];
    const target = region?.matches(FOCUSABLE) ? region : region?.querySelector<HTMLElement>(FOCUSABLE);
    if (target) return target.focus();
  }
}

/** Moves the focus to one region. */
export function focusNamedRegion(name: string): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  const target = region?.matches(FOCUSABLE) ? region : region?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
}
