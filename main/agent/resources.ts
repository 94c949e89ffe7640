// Page agent: what the browser fetched, as it measured it itself (Resource Timing level 2).
import { AGENT_PARAMETER } from '../model/page-report.ts';
import { cut, ORIGIN, RESERVED_PATH, safely } from './base.ts';
import type { Push } from './draft.ts';

/** What the agent adds to an address, always at its end. */
const ADDED = new RegExp(`.${AGENT_PARAMETER}=.*`);

/** Hears of all entries of a type, also those from before. */
export function observe(type: string, tell: (entry: PerformanceEntry) => void): void {
  safely(() =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) safely(() => tell(entry));
    }).observe({ type, buffered: true }),
  );
}

/** Starts with the page: browsers keep only the first 250 entries for those who come later. */
export function watchResources(push: Push): void {
  observe('resource', (entry) => {
    const { name, startTime, requestStart, responseStart, duration, transferSize, initiatorType } =
      entry as PerformanceResourceTiming;
    if (name.startsWith(ORIGIN + RESERVED_PATH)) return;
    push({
      type: 'resource',
      at: performance.timeOrigin + startTime,
      url: cut(name.replace(ADDED, '')),
      initiator: initiatorType,
      queuedMs: Math.max(0, requestStart - startTime),
      durationMs: duration,
      responseStartMs: responseStart ? responseStart - startTime : undefined,
      transferBytes: transferSize,
    });
  });
}
