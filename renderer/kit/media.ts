// Renderer kit: hooks on the window's size and on time.
import { useEffect, useState, useSyncExternalStore } from 'react';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** A number that rises every `periodMs`, for figures that move with time alone. */
export function useTick(periodMs: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTick((now) => now + 1), periodMs);
    return () => window.clearInterval(timer);
  }, [periodMs]);
  return tick;
}
