// Ingest: an ExportMetricsServiceRequest as samples (opentelemetry.proto.metrics.v1), with buckets, sums and counts as Prometheus has them.
import type { MetricSample, MetricType } from '../../model/metric.ts';
import { toAttributes } from './any-value.ts';
import type { DeltaTotals } from './delta-totals.ts';
import { toBuckets, toExponentialBuckets, type Bucket } from './histogram-buckets.ts';
import { countOf, fieldOf, listOf, nanosOf, numberOf, textOf, toMs } from './loose-field.ts';
import type { Rejected } from './otlp-message.ts';
import { Rejections } from './rejections.ts';
import { visitRecords, type Sender } from './resource.ts';

/** Characters of a label's value, of a name and of a description. */
const LABEL_LIMIT = 1_024;
const NAME_LIMIT = 256;
const HELP_LIMIT = 1_024;
/** AggregationTemporality's `DELTA`: values count since the last report. */
const DELTA = 1;
/** DataPointFlags: there is no value. */
const NO_VALUE = 1;
const NAMES = { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' };

/** What all samples of one metric have in common. */
type Common = Pick<MetricSample, 'name' | 'target' | 'help' | 'unit'>;
type Emit = (sample: MetricSample) => void;

export interface MetricsRead {
  readonly metrics: readonly MetricSample[];
  /** Counts data points. */
  readonly rejected: Rejected;
}

/** The samples of a request; deltas are added up by `totals`, so that all counters only grow. */
export function toMetrics(request: object, totals: DeltaTotals, now: number): MetricsRead {
  const metrics: MetricSample[] = [];
  const rejections = new Rejections();
  visitRecords(request, NAMES, (metric, sender) => {
    new MetricReader(metric, sender, { totals, now, rejections, emit: (sample) => metrics.push(sample) }).read();
  });
  return { metrics, rejected: rejections.toRejected() };
}

interface Surroundings {
  readonly totals: DeltaTotals;
  readonly now: number;
  readonly rejections: Rejections;
  readonly emit: Emit;
}

class MetricReader {
  readonly #metric: unknown;
  readonly #common: Common;
  readonly #instance: Readonly<Record<string, string>>;
  readonly #around: Surroundings;

  constructor(metric: unknown, { service, resource }: Sender, around: Surroundings) {
    const [help, unit] = [textOf(metric, 'description'), textOf(metric, 'unit')];
    const instance = resource['service.instance.id'];
    this.#metric = metric;
    this.#around = around;
    this.#instance = typeof instance === 'string' ? { instance: instance.slice(0, LABEL_LIMIT) } : {};
    this.#common = {
      name: textOf(metric, 'name').slice(0, NAME_LIMIT),
      target: `otlp:${service}`,
      ...(help !== '' && { help: help.slice(0, HELP_LIMIT) }),
      ...(unit !== '' && { unit: unit.slice(0, 64) }),
    };
  }

  read(): void {
    const kinds = {
      gauge: (point: unknown) => this.#number(point, 'gauge', false),
      sum: (point: unknown, data: unknown) =>
        this.#number(point, fieldOf(data, 'isMonotonic') === true ? 'counter' : 'gauge', isDelta(data)),
      histogram: (point: unknown, data: unknown) => this.#histogram(point, toBuckets(point), isDelta(data)),
      exponentialHistogram: (point: unknown, data: unknown) =>
        this.#histogram(point, toExponentialBuckets(point), isDelta(data)),
      summary: (point: unknown) => this.#summary(point),
    };
    for (const [kind, read] of Object.entries(kinds)) {
      const data = fieldOf(this.#metric, kind);
      for (const point of listOf(data, 'dataPoints')) {
        if (this.#common.name === '') this.#around.rejections.add('without a name');
        else if ((countOf(point, 'flags') & NO_VALUE) === 0) read(point, data);
      }
    }
  }

  #number(point: unknown, type: MetricType, delta: boolean): void {
    const value = numberOf(point, 'asInt') ?? numberOf(point, 'asDouble');
    if (value === undefined || !Number.isFinite(value)) this.#around.rejections.add('without a number');
    else this.#put(point, { type, suffix: '', value, delta });
  }

  #histogram(point: unknown, buckets: readonly Bucket[] | undefined, delta: boolean): void {
    if (!buckets) {
      this.#around.rejections.add('with buckets that do not fit each other');
      return;
    }
    const put = (suffix: string, value: number, labels?: Readonly<Record<string, string>>) =>
      this.#put(point, { type: 'histogram', suffix, value, delta, ...(labels && { labels }) });
    for (const { le, count } of buckets) put('_bucket', count, { le });
    const sum = numberOf(point, 'sum');
    if (sum !== undefined && Number.isFinite(sum)) put('_sum', sum);
    put('_count', numberOf(point, 'count') ?? 0);
  }

  #summary(point: unknown): void {
    const put = (suffix: string, value: number, labels?: Readonly<Record<string, string>>) => {
      if (Number.isFinite(value))
        this.#put(point, { type: 'summary', suffix, value, delta: false, ...(labels && { labels }) });
    };
    for (const part of listOf(point, 'quantileValues')) {
      put('', numberOf(part, 'value') ?? 0, { quantile: String(numberOf(part, 'quantile') ?? 0) });
    }
    put('_sum', numberOf(point, 'sum') ?? 0);
    put('_count', numberOf(point, 'count') ?? 0);
  }

  #put(
    point: unknown,
    sample: {
      readonly type: MetricType;
      readonly suffix: string;
      readonly value: number;
      readonly delta: boolean;
      readonly labels?: Readonly<Record<string, string>>;
    },
  ): void {
    const { totals, now, emit } = this.#around;
    const name = this.#common.name + sample.suffix;
    const labels = { ...toLabels(point), ...this.#instance, ...sample.labels };
    const nanos = nanosOf(point, 'timeUnixNano');
    const series = () => JSON.stringify([this.#common.target, name, labels]);
    emit({
      ...this.#common,
      ...{ name, labels, type: sample.type },
      at: nanos > 0n ? toMs(nanos) : now,
      value: sample.delta ? totals.add(series(), sample.value) : sample.value,
    });
  }
}

function isDelta(data: unknown): boolean {
  return countOf(data, 'aggregationTemporality') === DELTA;
}

/** Attributes as labels; what is no text is written as JSON. */
function toLabels(point: unknown): Record<string, string> {
  const { values } = toAttributes(listOf(point, 'attributes'));
  const pairs = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    pairs.map(([key, value]) => [
      key,
      (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LABEL_LIMIT),
    ]),
  );
}
