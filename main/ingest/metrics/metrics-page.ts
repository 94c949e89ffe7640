// Ingest, pure: one answer of a metrics endpoint → samples, or the sentence that says why there are none.
import { Fault } from '../../base/fault.ts';
import type { HttpPage } from '../http-page.ts';
import { familyOf, parseExposition, type ExpositionSample, type MetricFamily } from './exposition.ts';
import type { SeenSample } from './series-book.ts';

/** Formats that are understood, the plainer one first. */
export const METRICS_ACCEPT = 'text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.9, */*;q=0.1';

/** Samples read of one page; it counts the rest. Twice what is followed, so that the count of series is right for most. */
const SAMPLE_LIMIT = 10_000;

export interface MetricsReading {
  readonly seen: readonly SeenSample[];
  /** Samples beyond the limit. */
  readonly leftOut: number;
  readonly unreadable: number;
}

/** `at` is when the page came. Throws a Fault where the answer holds no metrics. */
export function readMetricsPage(page: HttpPage, target: string, at: number): MetricsReading {
  if (page.status !== 200) throw new Fault('metrics-status', `${target} answered with ${page.status} instead of 200.`);
  const openMetrics = page.contentType.includes('openmetrics');
  const text = new TextDecoder().decode(page.bytes);
  const found = parseExposition(text, { openMetrics, limit: SAMPLE_LIMIT });
  if (found.samples.length === 0 && found.unreadable > 0)
    throw new Fault(
      'metrics-format',
      `${target} did not answer in Prometheus’ text format (${page.contentType || 'no type'}, line ${found.firstUnreadable ?? 1}).`,
    );
  const seen = found.samples
    // Neither JSON nor the session's file has these.
    .filter(({ value, name }) => Number.isFinite(value) && !isCreation(name, found.families))
    .map((sample) => toSeen(sample, familyOf(sample.name, found.families), target, at));
  return { seen, leftOut: found.leftOut, unreadable: found.unreadable };
}

/** OpenMetrics tells of each counter when it began, under a name of its own. */
function isCreation(name: string, families: ReadonlyMap<string, MetricFamily>): boolean {
  return name.endsWith('_created') && !families.has(name) && families.has(name.slice(0, -'_created'.length));
}

function toSeen(
  { series, name, labels, value, at: ownAt }: ExpositionSample,
  family: MetricFamily | undefined,
  target: string,
  at: number,
): SeenSample {
  const { type = 'untyped', help, unit } = family ?? {};
  const sample = { at: ownAt ?? at, name, labels, value, target, type };
  return {
    series,
    sample: { ...sample, ...(help !== undefined && { help }), ...(unit !== undefined && { unit }) },
  };
}
