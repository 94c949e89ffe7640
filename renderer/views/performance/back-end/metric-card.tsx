// View: one chart of a back end's metrics, with the traffic's shape behind it and its figures in a table.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { LINE_COLOURS, lineLabel } from '../../../frame/metrics-lane.tsx';
import { ChartCard } from '../../../kit/charts/chart-card.tsx';
import { TimeLines, type Series } from '../../../kit/charts/time-charts.tsx';
import { NONE } from '../../../kit/format.ts';
import type { MetricChart } from '../../../store/metric-choice.ts';
import type { StepValues } from '../../../store/metric-steps.ts';
import { formatMetric } from '../../../store/metric-units.ts';
import { lastOf, SHARES, toHistogramValues, toLineValues } from '../../../store/metric-values.ts';
import type { MetricValues } from '../../../store/use-metrics.ts';
import type { TimePoint } from '../chart-series.ts';
import { timeTable } from '../performance-charts.tsx';

/** The key of the traffic behind the lines. */
const SHADE = 'traffic';

interface MetricCardProps {
  readonly chart: MetricChart;
  readonly values: MetricValues | undefined;
  /** When each target was first heard of. */
  readonly firstAt: ReadonlyMap<string, number>;
  /** Requests in each step of the axis, for the shape behind; absent where the axis is another. */
  readonly traffic?: readonly number[] | undefined;
}

interface DrawnLine extends Series {
  readonly values: StepValues;
}

export function MetricCard({ chart, values, firstAt, traffic }: MetricCardProps) {
  const { t } = useTranslation('metrics');
  const lines = values ? toDrawnLines(chart, values, firstAt, t) : [];
  const format = (value: number) => formatMetric(value, chart.unit);
  const points = toPoints(lines, values, traffic);
  const empty = lines.every((line) => lastOf(line.values) === undefined);
  const title = chartTitle(chart, t);
  const figure = empty ? NONE : toFigures(chart, lines, format);
  const legend = lines.map(({ label, colour, shape }) => ({ label, colour, shape }));
  const shaded = traffic !== undefined && !empty;
  return (
    <ChartCard
      title={title}
      figure={figure}
      description={t('chart.describe', { title, figure })}
      legend={
        shaded
          ? [...legend, { label: t('chart.traffic'), colour: 'var(--line-control)', shape: 'box' as const }]
          : legend
      }
      table={() => timeTable(points, lines, t('chart.time'), format)}
      words={{ table: t('chart.table'), chart: t('chart.chart'), empty: t('chart.empty') }}
      empty={empty}
    >
      <TimeLines points={points} series={lines} formatValue={format} plain {...(shaded && { shade: SHADE })} />
    </ChartCard>
  );
}

/** What a chart is called. */
export function chartTitle({ kind, name, histogram }: MetricChart, t: TFunction<'metrics'>): string {
  if (name !== undefined) return name;
  return histogram ? t('chart.latency', { target: histogram.target }) : t(`chart.${kind ?? 'rate'}`);
}

/** The last values; of percentiles the two that are looked at first. */
function toFigures(chart: MetricChart, lines: readonly DrawnLine[], format: (value: number) => string): string {
  const told = chart.histogram ? lines.slice(0, 2) : lines;
  return told.map((line) => `${line.label} ${toFigure(line, format)}`).join(', ');
}

function toFigure(line: DrawnLine, format: (value: number) => string): string {
  const last = lastOf(line.values);
  return last === undefined ? NONE : format(last);
}

function toDrawnLines(
  chart: MetricChart,
  values: MetricValues,
  firstAt: MetricCardProps['firstAt'],
  t: TFunction<'metrics'>,
): readonly DrawnLine[] {
  const { histogram } = chart;
  if (histogram) {
    const percentiles = toHistogramValues(histogram, values, firstAt.get(histogram.target) ?? 0);
    return (Object.keys(SHARES) as (keyof typeof SHARES)[]).map((share, index) => ({
      ...toLook(index),
      key: share,
      label: share,
      values: percentiles[share],
    }));
  }
  return chart.lines.map((line, index) => ({
    ...toLook(index),
    key: line.key,
    label: lineLabel(line, t),
    values: toLineValues(line, values, firstAt.get(line.series[0]?.target ?? '') ?? 0),
  }));
}

/** Colour and dash of a line: they differ in both. */
function toLook(index: number): Pick<Series, 'colour' | 'shape'> {
  return {
    colour: LINE_COLOURS[index] ?? 'var(--ink-3)',
    shape: index === 0 ? 'line' : index === 1 ? 'dashes' : 'dots',
  };
}

function toPoints(
  lines: readonly DrawnLine[],
  values: MetricValues | undefined,
  traffic: readonly number[] | undefined,
): readonly TimePoint[] {
  if (!values) return [];
  const { from, stepMs, count } = values.axis;
  return Array.from({ length: count }, (_, index) => ({
    at: from + index * stepMs,
    ...Object.fromEntries(lines.map((line) => [line.key, line.values[index]])),
    ...(traffic && { [SHADE]: traffic[index] ?? 0 }),
  }));
}
