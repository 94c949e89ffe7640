// Renderer kit: the height of a grid's row, which the density sets in tokens.css.
import { useSyncExternalStore } from 'react';

/** Pixels, where no style says otherwise. */
export const DEFAULT_ROW_HEIGHT = 25;

/** A row's height in pixels as the document's style has it now. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, readRowHeight);
}

function readRowHeight(): number {
  const value = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
  return Number.isFinite(value) ? value : DEFAULT_ROW_HEIGHT;
}

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density', 'lang'] });
  return () => observer.disconnect();
}
