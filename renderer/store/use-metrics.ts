// Renderer store: the series of the session and their values along an axis, asked for while a pane shows them.
import type { MetricPoints, MetricSeries } from '../../main/model/metric.ts';
import { query } from './commands.ts';
import { toQuestion, toSteps, type StepAxis, type StepValues } from './metric-steps.ts';
import { sessionKey } from './selectors.ts';
import { useSession } from './session-store.ts';
import { useFollowed } from './use-followed.ts';

/** How often the list of series is asked for at most, in milliseconds: it is long and changes rarely. */
export const SERIES_PERIOD_MS = 3_000;
/** The same for their values. */
export const POINTS_PERIOD_MS = 1_000;
/** Series of one question. */
const QUESTION_SERIES = 200;

const NONE: readonly MetricSeries[] = [];

/** How many samples the session has. */
export function useMetricCount(): number {
  return useSession((state) => state.telemetry?.metrics ?? 0);
}

/** All series of the session; none while it is asked for. */
export function useMetricSeries(): readonly MetricSeries[] {
  const count = useMetricCount();
  const session = useSession(sessionKey);
  const answer = useFollowed(
    `series ${session}`,
    count === 0 ? undefined : count,
    () => query('metricSeries'),
    SERIES_PERIOD_MS,
  );
  return count === 0 ? NONE : (answer?.value ?? NONE);
}

/** Values of series along an axis. */
export interface MetricValues {
  readonly axis: StepAxis;
  /** By id; what is not there has no value at all. */
  readonly series: ReadonlyMap<string, StepValues>;
}

/** The values of these of all series; undefined until the first answer. The axis of an answer may be the one before. */
export function useMetricValues(
  ids: readonly string[],
  all: readonly MetricSeries[],
  axis: StepAxis | undefined,
): MetricValues | undefined {
  const count = useMetricCount();
  const version = axis && ids.length > 0 ? `${count} ${axis.from} ${axis.stepMs} ${axis.count}` : undefined;
  const answer = useFollowed(
    `values ${ids.join(' ')}`,
    version,
    () => (axis ? askValues(ids, all, axis) : Promise.resolve(undefined)),
    POINTS_PERIOD_MS,
  );
  return answer?.value;
}

async function askValues(ids: readonly string[], all: readonly MetricSeries[], axis: StepAxis): Promise<MetricValues> {
  const found: MetricPoints[] = [];
  for (let from = 0; from < ids.length; from += QUESTION_SERIES)
    found.push(...(await query('metricPoints', ids.slice(from, from + QUESTION_SERIES), toQuestion(axis))));
  const targets = new Map(all.map(({ id, target }) => [id, target]));
  const known = knownInstants(all, found, targets);
  return {
    axis,
    series: new Map(
      found.map(({ seriesId, points }) => [
        seriesId,
        toSteps(points, axis, known.get(targets.get(seriesId) ?? '') ?? Infinity),
      ]),
    ),
  };
}

/** The last instant that something is known of each target: of a value that stays, nothing is said for a while. */
function knownInstants(
  all: readonly MetricSeries[],
  found: readonly MetricPoints[],
  targets: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const put = (target: string, at: number) => known.set(target, Math.max(at, known.get(target) ?? 0));
  for (const { target, lastAt } of all) put(target, lastAt);
  for (const { seriesId, points } of found) {
    const target = targets.get(seriesId);
    const last = points.at(-1);
    if (target !== undefined && last) put(target, last.at);
  }
  return known;
}
