// View: how long updates took, and how often what happened.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { ChartCard, type ChartTable } from '../../kit/charts/chart-card.tsx';
import { TimeBars, TimeLines, type Series } from '../../kit/charts/time-charts.tsx';
import { formatClock, formatCount, formatDuration, formatTime, NONE } from '../../kit/format.ts';
import { RUNNING_UPDATES, toDurations, toFrequency, type HmrPoint } from './hmr-chart.ts';

interface ChartProps {
  readonly records: readonly HmrRecord[];
}

export function DurationChart({ records }: ChartProps) {
  const { t } = useTranslation('hmr');
  const words = useChartWords();
  const figures = useMemo(() => toDurations(records), [records]);
  const series: readonly Series[] = [
    { key: 'p50', label: 'p50', colour: 'var(--phase-receive)', shape: 'line' },
    { key: 'p95', label: 'p95', colour: 'var(--phase-wait)', shape: 'dashes' },
  ];
  const figure =
    figures.count === 0
      ? NONE
      : t('durations.figure', {
          p50: formatDuration(figures.p50),
          p95: formatDuration(figures.p95),
        });
  const title = t('durations.title');
  return (
    <ChartCard
      title={title}
      figure={figure}
      description={t('chart.describe', { title, figure })}
      legend={series.map((one) => ({
        ...one,
        label: one.key === 'p95' ? `p95, ${t('durations.note', { count: RUNNING_UPDATES })}` : one.label,
      }))}
      table={() => toTable(figures.points, series, t('chart.time'), formatTime, formatDuration)}
      words={words}
      empty={figures.count === 0}
    >
      <TimeLines points={figures.points} series={series} formatValue={formatDuration} />
    </ChartCard>
  );
}

export function FrequencyChart({ records }: ChartProps) {
  const { t } = useTranslation('hmr');
  const words = useChartWords();
  const figures = useMemo(() => toFrequency(records), [records]);
  const { updates, reloads, errors, slotMs, points } = figures;
  const totals = { updates, reloads, errors };
  const series = (['updates', 'reloads', 'errors'] as const).map((key): Series => ({
    key,
    label: `${t(`series.${key}`)} ${formatCount(totals[key])}`,
    colour: COLOURS[key],
    shape: 'box',
  }));
  const empty = updates + reloads + errors === 0;
  const title = t('frequency.title');
  const figure = empty ? NONE : t('frequency.figure', { slot: formatDuration(slotMs) });
  return (
    <ChartCard
      title={title}
      figure={figure}
      description={t('chart.describe', { title, figure: series.map(({ label }) => label).join(', ') })}
      legend={series}
      table={() => toTable(points, series, t('chart.time'), formatClock, formatCount)}
      words={words}
      empty={empty}
    >
      <TimeBars points={points} series={series} formatValue={formatCount} whole />
    </ChartCard>
  );
}

const COLOURS = {
  updates: 'var(--lane-hmr)',
  reloads: 'var(--status-redirect)',
  errors: 'var(--status-server-error)',
} as const;

function useChartWords() {
  const { t } = useTranslation('hmr');
  return { table: t('chart.table'), chart: t('chart.chart'), empty: t('chart.empty') };
}

/** The table behind a chart; instants without any figure are left out. */
function toTable(
  points: readonly HmrPoint[],
  series: readonly Series[],
  time: string,
  formatAt: (at: number) => string,
  format: (value: number) => string,
): ChartTable {
  return {
    head: [time, ...series.map(({ label }) => label)],
    rows: points
      .filter((point) => series.some(({ key }) => (point[key] ?? 0) !== 0))
      .map((point) => [
        formatAt(point.at),
        ...series.map(({ key }) => {
          const value = point[key];
          return value === undefined ? NONE : format(value);
        }),
      ]),
  };
}
