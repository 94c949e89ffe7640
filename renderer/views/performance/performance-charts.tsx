// View: the six pictures of the Performance view.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ChartCard, type ChartTable, type LegendEntry } from '../../kit/charts/chart-card.tsx';
import { StepBars, TimeBars, TimeLines, type Series } from '../../kit/charts/time-charts.tsx';
import { formatClock, formatCount, formatDuration, formatSize, NONE } from '../../kit/format.ts';
import {
  bytePoints,
  latencyPoints,
  peakOf,
  requestPoints,
  shownStatuses,
  sizeBars,
  statusPoints,
  topRoutes,
  type TimePoint,
} from './chart-series.ts';
import { PhaseCard } from './phase-card.tsx';
import { REST, type StatusClass, type TrafficStats } from './traffic-stats.ts';
import type { StatsReading } from './use-traffic-stats.ts';

const ROUTE_COLOURS = [
  'var(--phase-receive)',
  'var(--phase-wait)',
  'var(--lane-eventsource)',
  'var(--lane-script)',
  'var(--lane-asset)',
] as const;

const STATUS_COLOURS: Readonly<Record<StatusClass, string>> = {
  '1xx': 'var(--lane-websocket)',
  '2xx': 'var(--line-control)',
  '3xx': 'var(--status-redirect)',
  '4xx': 'var(--status-client-error)',
  '5xx': 'var(--status-server-error)',
  failed: 'var(--ink)',
};

/** A rate with one decimal where it is small. */
export function formatRate(value: number): string {
  return value < 9.95 ? String(Math.round(value * 10) / 10) : formatCount(value);
}

/** The table behind a chart over time; instants without any figure are left out. */
export function timeTable(
  points: readonly TimePoint[],
  series: readonly Series[],
  time: string,
  format: (value: number) => string,
): ChartTable {
  const rows = points
    .filter((point) => series.some((one) => (point[one.key] ?? 0) !== 0))
    .map((point) => [
      formatClock(point.at),
      ...series.map((one) => {
        const value = point[one.key];
        return value === undefined ? NONE : format(value);
      }),
    ]);
  return { head: [time, ...series.map((one) => one.label)], rows };
}

function useChartWords() {
  const { t } = useTranslation('performance');
  return { table: t('chart.table'), chart: t('chart.chart'), empty: t('chart.empty') };
}

function toLegend(series: readonly Series[]): readonly LegendEntry[] {
  return series.map(({ label, colour, shape }) => ({ label, colour, shape }));
}

/** The cards, for a grid. */
export function PerformanceCharts({ stats, reading }: StatsReading) {
  return (
    <div className="charts" data-reading={reading}>
      <LatencyCard stats={stats} />
      <RequestsCard stats={stats} />
      <StatusCard stats={stats} />
      <BytesCard stats={stats} />
      <SizesCard stats={stats} />
      <PhaseCard stats={stats} />
    </div>
  );
}

interface CardProps {
  readonly stats: TrafficStats;
}

function LatencyCard({ stats }: CardProps) {
  const { t } = useTranslation('performance');
  const words = useChartWords();
  const points = latencyPoints(stats);
  const [p50, p95, p99] = stats.durations.percentiles([0.5, 0.95, 0.99]).map(formatDuration);
  const series: readonly Series[] = [
    { key: 'p50', label: 'p50', colour: 'var(--phase-receive)', shape: 'line' },
    { key: 'p95', label: 'p95', colour: 'var(--phase-wait)', shape: 'dashes' },
    { key: 'p99', label: 'p99', colour: 'var(--status-client-error)', shape: 'dots' },
  ];
  const figure = stats.durations.count === 0 ? NONE : t('latency.figure', { p50, p95, p99 });
  return (
    <ChartCard
      title={t('latency.title')}
      figure={figure}
      description={t('chart.describe', { title: t('latency.title'), figure })}
      legend={toLegend(series)}
      table={() => timeTable(points, series, t('chart.time'), formatDuration)}
      words={words}
      empty={stats.durations.count === 0}
    >
      <TimeLines points={points} series={series} formatValue={formatDuration} />
    </ChartCard>
  );
}

function RequestsCard({ stats }: CardProps) {
  const { t } = useTranslation('performance');
  const words = useChartWords();
  const routes = topRoutes(stats);
  const points = requestPoints(stats, routes);
  const series = routes.map((route, index): Series => {
    const label = route === REST ? t('chart.rest') : route;
    return { key: route, label, colour: ROUTE_COLOURS[index] ?? 'var(--lane-asset)', shape: 'box' };
  });
  const figure = t('requests.figure', { peak: formatRate(peakOf(points)), count: formatCount(stats.requests) });
  return (
    <ChartCard
      title={t('requests.title')}
      figure={figure}
      description={t('chart.describe', { title: t('requests.title'), figure })}
      legend={toLegend(series)}
      table={() => timeTable(points, series, t('chart.time'), formatRate)}
      words={words}
      empty={stats.requests === 0}
    >
      <TimeBars points={points} series={series} formatValue={formatRate} />
    </ChartCard>
  );
}

function statusLabel(status: StatusClass, stats: TrafficStats, t: TFunction): string {
  const count = formatCount(stats.byStatus.get(status) ?? 0);
  return `${status === 'failed' ? t('status.failed') : status} ${count}`;
}

function StatusCard({ stats }: CardProps) {
  const { t } = useTranslation('performance');
  const words = useChartWords();
  const points = statusPoints(stats);
  const series = shownStatuses(stats).map((status): Series => ({
    key: status,
    label: statusLabel(status, stats, t),
    colour: STATUS_COLOURS[status],
    shape: 'box',
  }));
  const figure = t('status.figure', { count: formatCount(stats.answers) });
  return (
    <ChartCard
      title={t('status.title')}
      figure={figure}
      description={t('chart.describe', { title: t('status.title'), figure })}
      legend={toLegend(series)}
      table={() => timeTable(points, series, t('chart.time'), formatRate)}
      words={words}
      empty={stats.answers === 0}
    >
      <TimeBars points={points} series={series} formatValue={formatRate} />
    </ChartCard>
  );
}

function BytesCard({ stats }: CardProps) {
  const { t } = useTranslation('performance');
  const words = useChartWords();
  const points = bytePoints(stats);
  const received = stats.slots.reduce((sum, slot) => sum + slot.bytesIn, 0);
  const sent = stats.slots.reduce((sum, slot) => sum + slot.bytesOut, 0);
  const series: readonly Series[] = [
    { key: 'received', label: t('bytes.received'), colour: 'var(--phase-receive)', shape: 'line' },
    { key: 'sent', label: t('bytes.sent'), colour: 'var(--phase-connect)', shape: 'dashes' },
  ];
  const figure = t('bytes.figure', { received: formatSize(received), sent: formatSize(sent) });
  return (
    <ChartCard
      title={t('bytes.title')}
      figure={figure}
      description={t('chart.describe', { title: t('bytes.title'), figure })}
      legend={toLegend(series)}
      table={() => timeTable(points, series, t('chart.time'), formatSize)}
      words={words}
      empty={received + sent === 0}
    >
      <TimeLines points={points} series={series} formatValue={formatSize} />
    </ChartCard>
  );
}

function SizesCard({ stats }: CardProps) {
  const { t } = useTranslation('performance');
  const words = useChartWords();
  const bars = sizeBars(stats);
  const empty = stats.responseSizes.count === 0;
  const [median, p95] = stats.responseSizes.percentiles([0.5, 0.95]).map(formatSize);
  const figure = empty ? NONE : t('sizes.figure', { median, p95 });
  return (
    <ChartCard
      title={t('sizes.title')}
      figure={figure}
      description={t('chart.describe', { title: t('sizes.title'), figure })}
      legend={[{ label: t('sizes.legend'), colour: 'var(--phase-wait)', shape: 'box' }]}
      table={() => ({
        head: [t('sizes.title'), t('column.count')],
        rows: bars.map((bar) => [bar.label, formatCount(bar.count)]),
      })}
      words={words}
      empty={empty}
    >
      <StepBars steps={bars} name={t('sizes.legend')} formatValue={formatCount} />
    </ChartCard>
  );
}
