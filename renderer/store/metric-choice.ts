// Renderer store, pure: the series of a session → the charts worth showing, and the lines of the strip's lane.
import type { MetricSeries } from '../../main/model/metric.ts';
import { unitOf, type MetricUnit } from './metric-units.ts';

/** Lines of one chart, and of the lane, at most. */
export const CHART_LINES = 4;
/** Lines of the lane where nobody chose any. */
export const LANE_LINES = 3;
/** Buckets of histograms read for one chart; those with the most samples count. */
export const BUCKET_LIMIT = 180;

export const CHART_KINDS = ['goroutines', 'memory', 'handles', 'cpu', 'gc', 'lag', 'rate', 'latency'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** `value` as it is; `rate` growth per second. */
export type LineReading = 'value' | 'rate';

/** What is known of a line's meaning; views say it in the reader's language. */
export type LineWord =
  'goroutines' | 'resident' | 'heap' | 'open' | 'cpu' | 'longest' | 'median' | 'perSecond' | 'p99' | 'mean';

export interface MetricLine {
  readonly key: string;
  /** The target's name or the series' own, as it is; with `word` what stands before it, perhaps nothing. */
  readonly label: string;
  readonly word?: LineWord;
  readonly unit: MetricUnit;
  readonly reading: LineReading;
  /** Added up where there are several. */
  readonly series: readonly MetricSeries[];
}

/** A chart of lines, or of percentiles from one target's histogram. */
export interface MetricChart {
  readonly id: string;
  /** Absent for one that a person chose. */
  readonly kind?: ChartKind;
  /** The metric's name where a person chose it. */
  readonly name?: string;
  readonly unit: MetricUnit;
  readonly lines: readonly MetricLine[];
  readonly histogram?: { readonly target: string; readonly name: string; readonly buckets: readonly MetricSeries[] };
}

interface Known {
  readonly kind: ChartKind;
  /** Names of the same thing; dots of OpenTelemetry's names count as low lines. The first that a target has is taken. */
  readonly names: readonly string[];
  readonly word: LineWord;
  readonly reading?: LineReading;
  readonly unit?: MetricUnit;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What is known of the usual client libraries. */
const KNOWN: readonly Known[] = [
  {
    kind: 'goroutines',
    names: ['go_goroutines', 'go_goroutine_count', 'process_runtime_go_goroutines'],
    word: 'goroutines',
  },
  { kind: 'memory', names: ['process_resident_memory_bytes', 'process_memory_usage'], word: 'resident', unit: 'bytes' },
  {
    kind: 'memory',
    names: [
      'go_memstats_heap_inuse_bytes',
      'go_memstats_heap_alloc_bytes',
      'nodejs_heap_size_used_bytes',
      'v8js_memory_heap_used',
      'process_runtime_go_mem_heap_inuse',
      'jvm_memory_used_bytes',
    ],
    word: 'heap',
    unit: 'bytes',
  },
  {
    kind: 'handles',
    names: ['process_open_fds', 'process_open_file_descriptor_count', 'nodejs_active_handles_total'],
    word: 'open',
  },
  {
    kind: 'cpu',
    names: ['process_cpu_seconds_total', 'process_cpu_time'],
    word: 'cpu',
    reading: 'rate',
    unit: 'share',
  },
  { kind: 'gc', names: ['go_gc_duration_seconds'], word: 'longest', unit: 'seconds', labels: { quantile: '1' } },
  { kind: 'gc', names: ['go_gc_duration_seconds'], word: 'median', unit: 'seconds', labels: { quantile: '0.5' } },
  { kind: 'gc', names: ['nodejs_gc_duration_seconds_sum'], word: 'perSecond', reading: 'rate', unit: 'seconds' },
  {
    kind: 'lag',
    names: ['nodejs_eventloop_lag_p99_seconds', 'nodejs_eventloop_delay_p99'],
    word: 'p99',
    unit: 'seconds',
  },
  {
    kind: 'lag',
    names: ['nodejs_eventloop_lag_mean_seconds', 'nodejs_eventloop_lag_seconds', 'nodejs_eventloop_delay_mean'],
    word: 'mean',
    unit: 'seconds',
  },
];

/** What the lane shows by itself, the first first. */
const LANE_KINDS: readonly ChartKind[] = ['goroutines', 'memory', 'handles', 'lag'];

/** The charts of what is known, then those that a person chose by name. */
export function toMetricCharts(series: readonly MetricSeries[], chosen: readonly string[]): readonly MetricChart[] {
  const known = CHART_KINDS.flatMap((kind): readonly MetricChart[] => {
    if (kind === 'rate' || kind === 'latency') return [];
    const lines = toKnownLines(series, kind);
    const unit = KNOWN.find((one) => one.kind === kind)?.unit ?? 'count';
    return lines.length === 0 ? [] : [{ id: kind, kind, unit, lines: lines.slice(0, CHART_LINES) }];
  });
  return [...known, ...toRequestCharts(series), ...chosen.flatMap((name) => toChosenChart(series, name))];
}

/** The lane's lines: the metrics that a person chose, else the usual ones, else the first gauges. */
export function toLaneLines(series: readonly MetricSeries[], chosen: readonly string[]): readonly MetricLine[] {
  const wanted = chosen.flatMap((name) => toChosenChart(series, name).flatMap(({ lines }) => lines.slice(0, 1)));
  if (wanted.length > 0) return wanted.slice(0, CHART_LINES);
  const usual = LANE_KINDS.flatMap((kind) => toKnownLines(series, kind).slice(0, 1));
  if (usual.length > 0) return usual.slice(0, LANE_LINES);
  const gauges = series.filter(({ type }) => type === 'gauge').slice(0, LANE_LINES);
  return gauges.map((one) => toLine([one], plainName(one.name), 'value'));
}

function toKnownLines(series: readonly MetricSeries[], kind: ChartKind): readonly MetricLine[] {
  const targets = targetsOf(series);
  return KNOWN.filter((known) => known.kind === kind).flatMap((known) =>
    targets.flatMap((target) => {
      const found = findKnown(series, target, known);
      const label = targets.length > 1 ? target : '';
      const { word, reading = 'value', unit = 'count' } = known;
      return found.length === 0 ? [] : [{ ...toLine(found, label, reading), word, unit }];
    }),
  );
}

function findKnown(series: readonly MetricSeries[], target: string, known: Known): readonly MetricSeries[] {
  for (const name of known.names) {
    const found = series.filter(
      (one) =>
        one.target === target &&
        flatName(one.name) === name &&
        Object.entries(known.labels ?? {}).every(([label, value]) => one.labels[label] === value),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function toLine(series: readonly MetricSeries[], label: string, reading: LineReading): MetricLine {
  const [first] = series;
  return {
    key: `${reading} ${series.map(({ id }) => id).join(' ')}`,
    label,
    unit: first ? unitOf(first) : 'count',
    reading,
    series,
  };
}

const flatName = (name: string) => name.replaceAll('.', '_');
const plainName = (name: string) => name.replace(/_(?:total|bytes|seconds)$/, '').replaceAll('_', ' ');
const targetsOf = (series: readonly MetricSeries[]) => [...new Set(series.map(({ target }) => target))];

/** One line for each of the first series of that name. */
function toChosenChart(series: readonly MetricSeries[], name: string): readonly MetricChart[] {
  const found = series.filter((one) => one.name === name);
  const [first] = found;
  if (!first) return [];
  const counts = first.type === 'counter' || /_(?:total|count|sum|bucket)$/.test(name);
  const lines = found
    .slice(0, CHART_LINES)
    .map((one) => toLine([one], toLabel(one, found.length > 1), counts ? 'rate' : 'value'));
  return [{ id: `name ${name}`, name, unit: unitOf(first), lines }];
}

/** What tells a series from others of its name. */
function toLabel({ name, labels, target }: MetricSeries, several: boolean): string {
  const values = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  return several ? [target, ...values].join(' ') : plainName(name);
}

/** Paths that Throughline itself asks for. */
const OWN_PATH = /^\/(?:metrics|debug\/pprof)(?:\/|$)/;
const REQUESTS = /^(?:http|grpc|rpc).*(?:request|server|duration|latency)/;

/** Rate and latency of requests, from each target's likeliest histogram. */
function toRequestCharts(series: readonly MetricSeries[]): readonly MetricChart[] {
  const buckets = series.filter(
    ({ name, labels }) => name.endsWith('_bucket') && labels.le !== undefined && REQUESTS.test(flatName(name)),
  );
  const foreign = (one: MetricSeries) => !Object.values(one.labels).some((value) => OWN_PATH.test(value));
  const rates: MetricLine[] = [];
  const latencies: MetricChart[] = [];
  for (const target of targetsOf(buckets)) {
    const ofTarget = buckets.filter((one) => one.target === target);
    const name = ofTarget[0]?.name ?? '';
    const counted = ofTarget.filter((one) => one.name === name && foreign(one));
    if (counted.length === 0) continue;
    const base = name.slice(0, -'_bucket'.length);
    const ends = counted.filter(({ labels }) => labels.le === '+Inf');
    rates.push(toLine(ends, target, 'rate'));
    const most = [...counted].sort((left, right) => right.samples - left.samples).slice(0, BUCKET_LIMIT);
    const { unit = '' } = counted[0] ?? {};
    latencies.push({
      id: `latency ${target}`,
      kind: 'latency',
      unit: unitOf({ name: base, unit }),
      lines: [],
      histogram: { target, name: base, buckets: most },
    });
  }
  if (rates.length === 0) return [];
  return [{ id: 'rate', kind: 'rate', unit: 'count', lines: rates.slice(0, CHART_LINES) }, ...latencies];
}

/** The series that charts are drawn from. */
export function seriesOf(charts: readonly MetricChart[]): readonly MetricSeries[] {
  return charts.flatMap(({ lines, histogram }) => [
    ...lines.flatMap(({ series }) => series),
    ...(histogram?.buckets ?? []),
  ]);
}
