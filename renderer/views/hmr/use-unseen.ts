// View: dev servers whose HMR goes round the proxy, looked for now and then.
import { useEffect, useState } from 'react';
import { sessionStore } from '../../store/session-store.ts';
import { UnseenFinder, type Unseen } from './hmr-unseen.ts';

/** How often it is looked, in milliseconds. */
export const LOOK_PERIOD_MS = 1_000;

function look(finder: UnseenFinder): readonly Unseen[] {
  const state = sessionStore.getState();
  // What was recorded before is there only after it was read.
  if (!state.ready || state.hmrLoad !== 'done') return [];
  const live = state.workspace?.mode === 'live';
  return finder.find(state, live ? Math.max(Date.now(), state.latestAt) : Infinity);
}

export function useUnseen(): readonly Unseen[] {
  const [finder] = useState(() => new UnseenFinder());
  const [found, setFound] = useState(() => look(finder));
  useEffect(() => {
    const put = () =>
      setFound((before) => {
        const now = look(finder);
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    put();
    const timer = window.setInterval(put, LOOK_PERIOD_MS);
    return () => window.clearInterval(timer);
  }, [finder]);
  return found;
}
