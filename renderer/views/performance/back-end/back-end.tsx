// View: the back ends under the traffic: what they measured on the same axis, how their targets stand, and their profiles.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../../kit/mark.tsx';
import { seriesOf, toMetricCharts } from '../../../store/metric-choice.ts';
import type { StepAxis } from '../../../store/metric-steps.ts';
import { firstInstants } from '../../../store/metric-values.ts';
import { useSession } from '../../../store/session-store.ts';
import { useMetricSeries, useMetricValues } from '../../../store/use-metrics.ts';
import { setPreferences, useView } from '../../../store/view-store.ts';
import { Check } from '../../detail/controls.tsx';
import type { StatsReading } from '../use-traffic-stats.ts';
import { MetricCard } from './metric-card.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { SeriesPicker } from './series-picker.tsx';
import './back-end.css';

/** Steps of the axis while there is no traffic that gives one. */
const OWN_STEPS = 60;

/** The axis of the traffic's charts; of the metrics' own time where there was no traffic yet. */
export function toAxis(
  { stats }: Pick<StatsReading, 'stats'>,
  series: readonly { readonly firstAt: number; readonly lastAt: number }[],
): StepAxis | undefined {
  if (stats.from !== undefined && stats.slots.length > 1)
    return { from: stats.from, stepMs: stats.slotMs, count: stats.slots.length };
  if (series.length === 0) return undefined;
  const from = series.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity);
  const to = series.reduce((most, { lastAt }) => Math.max(most, lastAt), 0);
  return { from, stepMs: Math.max(1000, (to - from) / OWN_STEPS), count: OWN_STEPS };
}

export function BackEnd(reading: StatsReading) {
  const { t } = useTranslation('metrics');
  const series = useMetricSeries();
  const chosen = useView((state) => state.chartMetrics);
  const charts = useMemo(() => toMetricCharts(series, chosen), [series, chosen]);
  const ids = useMemo(() => [...new Set(seriesOf(charts).map(({ id }) => id))], [charts]);
  const firstAt = useMemo(() => firstInstants(series), [series]);
  const axis = toAxis(reading, series);
  const values = useMetricValues(ids, series, axis);
  const { stats } = reading;
  const ofTraffic = values !== undefined && values.axis.from === stats.from && values.axis.stepMs === stats.slotMs;
  const traffic = ofTraffic ? stats.slots.map(({ requests }) => requests) : undefined;
  return (
    <section className="backend" aria-label={t('backEnd')}>
      <Targets measured={series.length > 0} />
      {charts.length > 0 && (
        <div className="charts">
          {charts.map((chart) => (
            <MetricCard key={chart.id} chart={chart} values={values} firstAt={firstAt} traffic={traffic} />
          ))}
        </div>
      )}
      {series.length > 0 && <SeriesPicker series={series} />}
      <ProfilePanel />
    </section>
  );
}

/** What is polled and how it stands; how to begin where nothing is. */
function Targets({ measured }: { readonly measured: boolean }) {
  const { t } = useTranslation('metrics');
  const targets = useSession((state) => state.workspace?.telemetry?.metrics);
  const live = useSession((state) => state.workspace?.mode === 'live');
  const inStrip = useView((state) => state.stripMetrics);
  const polled = targets ?? [];
  return (
    <header className="backhead">
      <h2 className="med">{t('backEnd')}</h2>
      {polled.length > 0 && (
        <ul className="polled" aria-label={t('targets')}>
          {polled.map(({ target, url, fault }) => (
            <li key={`${target} ${url}`} title={url}>
              <Mark shape={fault === undefined ? 'dot' : 'triangle'} tone={fault === undefined ? 'ok' : 'client'} />
              <span>{target}</span>
              <span className="dim">{fault ?? t('polled')}</span>
            </li>
          ))}
        </ul>
      )}
      {polled.length === 0 && !measured && <p className="dim">{t(live ? 'noTargets' : 'noMetrics')}</p>}
      <span className="grow" />
      {measured && (
        <Check checked={inStrip} onChange={(stripMetrics) => setPreferences({ stripMetrics })}>
          {t('inStrip')}
        </Check>
      )}
    </header>
  );
}
