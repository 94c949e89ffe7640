// Ingest: all polled endpoints, and how each of them stands.
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { MetricsTarget } from '../../model/config.ts';
import type { MetricSample } from '../../model/metric.ts';
import type { TelemetryState } from '../../model/protocol.ts';
import type { PageReader } from '../http-page.ts';
import { createMetricsPoller, targetName, type Delay } from './metrics-poller.ts';

/** Endpoints polled at most. */
export const TARGET_LIMIT = 64;

export interface MetricsTargetsParts {
  readonly pages: PageReader;
  readonly clock: Clock;
  readonly delay: Delay;
  readonly onSamples: (samples: readonly MetricSample[]) => void;
  readonly onState: (state: TelemetryState['metrics']) => void;
}

/** Polls until it is closed; closing resolves when no poll is under way. */
export function createMetricsTargets(targets: readonly MetricsTarget[], parts: MetricsTargetsParts): Disposable {
  const faults = new Map<MetricsTarget, string>();
  for (const target of targets.slice(TARGET_LIMIT))
    faults.set(target, `This address is not polled: there are more than ${TARGET_LIMIT}.`);
  const tell = () =>
    parts.onState(
      targets.map((target) => {
        const fault = faults.get(target);
        const { url } = target;
        return { target: targetName(target), url, ...(fault !== undefined && { fault }) };
      }),
    );
  const pollers = targets.slice(0, TARGET_LIMIT).map((target) =>
    createMetricsPoller(target, {
      ...parts,
      onFault: (sentence) => {
        if (sentence === undefined) faults.delete(target);
        else faults.set(target, sentence);
        tell();
      },
    }),
  );
  if (faults.size > 0) tell();
  return { close: async () => void (await Promise.all(pollers.map((poller) => poller.close()))) };
}
