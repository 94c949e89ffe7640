// Renderer kit: where menus and tooltips are put, so that they lie inside a landmark of the page.
import { useState } from 'react';

/** The attribute of the element that takes them in. */
export const FLOATING_ROOT = 'data-floating';

/** That element as it was when something opened, and what to call then; null means the page's body. */
export function useFloatingRoot(): readonly [root: HTMLElement | null, onOpenChange: (open: boolean) => void] {
  const [root, setRoot] = useState<HTMLElement | null>(null);
  return [root, (open) => open && setRoot(document.querySelector<HTMLElement>(`[${FLOATING_ROOT}]`))];
}
