// Renderer tests: a component with words, tooltips and a window that has a size.
import { cleanup, render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { startLanguage } from '../i18n/i18n.ts';
import { TooltipProvider } from '../kit/tooltip.tsx';
import { emptySession, type SessionState } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';
import { defaultPreferences } from '../store/preferences.ts';
import { initialView, viewStore, type ViewState } from '../store/view-store.ts';

/** Pixels that every element is high and wide, as far as scripts can tell. */
export const ELEMENT_SIZE = 600;

/** Renders in English with the stores as given and all else as at the start. */
export async function renderWith(
  ui: ReactElement,
  { session = emptySession('live'), view = {} }: { session?: SessionState; view?: Partial<ViewState> } = {},
): Promise<RenderResult> {
  fillWindow();
  await startLanguage('en');
  sessionStore.setState(session, true);
  viewStore.setState({ ...initialView(defaultPreferences()), ...view }, true);
  return render(<TooltipProvider>{ui}</TooltipProvider>);
}

/** Takes the rendered component away again. */
export { cleanup };

/** What jsdom lacks and components ask for. */
function fillWindow(): void {
  class StillObserver {
    observe(): void {
      return;
    }
    unobserve(): void {
      return;
    }
    disconnect(): void {
      return;
    }
  }
  window.ResizeObserver = StillObserver;
  window.matchMedia = (query) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  });
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.setPointerCapture = () => undefined;
  Element.prototype.hasPointerCapture = () => false;
  Element.prototype.scrollTo = () => undefined;
  for (const side of ['offsetHeight', 'offsetWidth', 'clientHeight', 'clientWidth'])
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => ELEMENT_SIZE });
}
