// Ingest: the buckets of OTLP's histograms as Prometheus has them: each with its upper bound, counting all below it too.
import { fieldOf, listOf, numberOf } from './loose-field.ts';

/** Buckets of one exponential histogram, on each side of zero; four times what SDKs make by default. */
export const EXPONENTIAL_BUCKET_LIMIT = 640;

export interface Bucket {
  /** The upper bound, as Prometheus writes the label; the last is `+Inf`. */
  readonly le: string;
  readonly count: number;
}

/** A HistogramDataPoint's; undefined where bounds and counts don't fit each other. */
export function toBuckets(point: unknown): readonly Bucket[] | undefined {
  const bounds = listOf(point, 'explicitBounds').map((_, at, list) => numberOf(list, String(at)));
  const counts = listOf(point, 'bucketCounts').map((_, at, list) => numberOf(list, String(at)));
  const total = numberOf(point, 'count') ?? 0;
  // A sender may leave both out: then only sum and count are known.
  if (counts.length === 0 && bounds.length === 0) return [{ le: '+Inf', count: total }];
  if (counts.length !== bounds.length + 1) return undefined;
  const buckets: Bucket[] = [];
  let sum = 0;
  for (const [at, count] of counts.entries()) {
    const bound = at < bounds.length ? bounds[at] : Infinity;
    if (count === undefined || bound === undefined) return undefined;
    sum += count;
    buckets.push({ le: toLabel(bound), count: sum });
  }
  return buckets;
}

/** An ExponentialHistogramDataPoint's: bucket `i` ends at 2^(2^-scale × (i + 1)). */
export function toExponentialBuckets(point: unknown): readonly Bucket[] | undefined {
  const base = 2 ** (2 ** -(numberOf(point, 'scale') ?? 0));
  const [negative, positive] = [fieldOf(point, 'negative'), fieldOf(point, 'positive')];
  const [below, above] = [countsOf(negative), countsOf(positive)];
  if (!below || !above) return undefined;
  const buckets: Bucket[] = [];
  let sum = 0;
  const add = (bound: number, count: number): void => {
    sum += count;
    if (Number.isFinite(bound)) buckets.push({ le: toLabel(bound), count: sum });
  };
  const from = numberOf(negative, 'offset') ?? 0;
  for (let at = below.length - 1; at >= 0; at--) add(-(base ** (from + at)), below[at] ?? 0);
  const zeros = numberOf(point, 'zeroCount') ?? 0;
  if (zeros > 0 || below.length > 0) add(numberOf(point, 'zeroThreshold') ?? 0, zeros);
  const start = numberOf(positive, 'offset') ?? 0;
  for (const [at, count] of above.entries()) add(base ** (start + at + 1), count);
  buckets.push({ le: '+Inf', count: sum });
  return buckets;
}

function countsOf(side: unknown): readonly number[] | undefined {
  const list = listOf(side, 'bucketCounts');
  if (list.length > EXPONENTIAL_BUCKET_LIMIT) return undefined;
  return list.map((_, at) => numberOf(list, String(at)) ?? 0);
}

function toLabel(bound: number): string {
  return bound === Infinity ? '+Inf' : String(bound);
}
