// Ingest: all polled endpoints, and how each of them stands.
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { MetricsTarget } from '../../model/config.ts';
import type { MetricSample } from '../../model/metric.ts';
import type { TelemetryState } from '../../model/protocol.ts';
import type { PageReader } from '../http-page.ts';
import { createMetricsPoller, targetName, type Delay, type MetricsPoller } from './metrics-poller.ts';

/** Endpoints polled at most. */
export const TARGET_LIMIT = 64;

export interface MetricsTargetsParts {
  readonly pages: PageReader;
  readonly clock: Clock;
  readonly delay: Delay;
  readonly onSamples: (samples: readonly MetricSample[]) => void;
  readonly onState: (state: TelemetryState['metrics']) => void;
}

export interface MetricsTargets extends Disposable {
  /** Polls these too; an address that is polled already is left as it is. */
  add(targets: readonly MetricsTarget[]): void;
  close(): Promise<void>;
}

/** Polls until it is closed; closing resolves when no poll is under way. */
export function createMetricsTargets(first: readonly MetricsTarget[], parts: MetricsTargetsParts): MetricsTargets {
  const targets: MetricsTarget[] = [];
  const pollers: MetricsPoller[] = [];
  const faults = new Map<MetricsTarget, string>();
  const tell = () =>
    parts.onState(
      targets.map((target) => {
        const fault = faults.get(target);
        const { url } = target;
        return { target: targetName(target), url, ...(fault !== undefined && { fault }) };
      }),
    );
  const poll = (target: MetricsTarget) =>
    createMetricsPoller(target, {
      ...parts,
      onFault: (sentence) => {
        if (sentence === undefined) faults.delete(target);
        else faults.set(target, sentence);
        tell();
      },
    });
  const add = (more: readonly MetricsTarget[]) => {
    const others = more.filter(({ url }) => !targets.some((known) => known.url === url));
    for (const target of others) {
      targets.push(target);
      if (pollers.length < TARGET_LIMIT) pollers.push(poll(target));
      else faults.set(target, `This address is not polled: there are more than ${TARGET_LIMIT}.`);
    }
    if (others.length > 0) tell();
  };
  add(first);
  return { add, close: async () => void (await Promise.all(pollers.map((poller) => poller.close()))) };
}
