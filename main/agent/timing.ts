// Page agent, second part: how the browser measured the load, and when its thread was busy.
import { observe } from './resources.ts';
import type { Push } from './draft.ts';

const { timeOrigin } = performance;

function toNavigation(entry: PerformanceNavigationTiming): Record<string, number> {
  const fields = Object.entries(entry.toJSON() as Record<string, unknown>);
  return Object.fromEntries(fields.filter((field): field is [string, number] => typeof field[1] === 'number'));
}

/** Starts after the page's `load` event: the measures wait with the browser. */
export function watchTiming(push: Push): void {
  const [entry] = performance.getEntriesByType('navigation');
  if (entry) push({ type: 'navigation', at: timeOrigin, kind: entry.type, timing: toNavigation(entry) });
  observe('longtask', ({ startTime, duration }) =>
    push({ type: 'long-task', at: timeOrigin + startTime, durationMs: duration }),
  );
}
