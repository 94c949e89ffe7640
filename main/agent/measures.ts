// Page agent, second part: a module that the first one imports once the page has loaded, so that measuring costs no load time.
import type { Push } from './draft.ts';
import { watchTiming } from './timing.ts';
import { watchVitals } from './vitals.ts';

/** @param push The first part's queue. */
export function watchMeasures(push: Push): void {
  watchTiming(push);
  watchVitals(push);
}
