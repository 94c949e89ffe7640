// Renderer kit: a store's value at most every so often, for figures that would flicker.
import { useEffect, useState } from 'react';

/** What can be watched: zustand stores are. */
export interface Watchable<S> {
  getState(): S;
  subscribe(changed: () => void): () => void;
}

/** Reads a store at most once every `periodMs`; the last value always arrives. */
export function useThrottled<S, T>(store: Watchable<S>, read: (state: S) => T, periodMs: number): T {
  const [value, setValue] = useState(() => read(store.getState()));
  useEffect(() => throttle(store, () => setValue(() => read(store.getState())), periodMs), [store, read, periodMs]);
  return value;
}

/** Calls `changed` at once, then at most once every `periodMs` while the store changes. Returns what ends it. */
export function throttle<S>(store: Watchable<S>, changed: () => void, periodMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    if (timer !== undefined) {
      again = true;
      return;
    }
    changed();
    again = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, periodMs);
  };
  const end = store.subscribe(run);
  run();
  return () => {
    end();
    clearTimeout(timer);
  };
}
