// Renderer frame: figures in bars and nav, four times a second.
import { useThrottled } from '../kit/throttle.ts';
import { sessionStore } from '../store/session-store.ts';
import type { SessionState } from '../store/session-state.ts';

/** How often figures are painted, in milliseconds. */
export const COUNT_PERIOD_MS = 250;

/** Reads the session at most four times a second. `read` must keep its identity. */
export function useCalm<T>(read: (state: SessionState) => T): T {
  return useThrottled(sessionStore, read, COUNT_PERIOD_MS);
}
