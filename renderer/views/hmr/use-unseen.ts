// View: dev servers whose HMR goes round the proxy, looked for now and then.
import { useEffect, useState } from 'react';
import { sessionStore } from '../../store/session-store.ts';
import { UnseenFinder, type Unseen } from './hmr-unseen.ts';

/** How often it is looked, in milliseconds. */
export const LOOK_PERIOD_MS = 1_000;

const finder = new UnseenFinder();

function look(): readonly Unseen[] {
  const state = sessionStore.getState();
  // What was recorded before is there only after it was read.
  if (!state.ready || state.hmrLoad !== 'done') return [];
  const live = state.workspace?.mode === 'live';
  return finder.find(state, live ? Math.max(Date.now(), state.latestAt) : Infinity);
}

export function useUnseen(): readonly Unseen[] {
  const [found, setFound] = useState(look);
  useEffect(() => {
    const put = () =>
      setFound((before) => {
        const now = look();
        return JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    put();
    const timer = window.setInterval(put, LOOK_PERIOD_MS);
    return () => window.clearInterval(timer);
  }, []);
  return found;
}
