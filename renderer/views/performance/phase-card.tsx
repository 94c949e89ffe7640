// View: where the time goes, as the mean of each phase by route.
import { useTranslation } from 'react-i18next';
import { PHASES } from '../../../main/model/exchange.ts';
import { FiguresTable } from '../../kit/charts/chart-card.tsx';
import { formatCount, formatDuration } from '../../kit/format.ts';
import { usePhaseNames } from '../detail/phase-names.ts';
import { useState } from 'react';
import { phaseMeans, type PhaseMeans } from './chart-series.ts';
import type { TrafficStats } from './traffic-stats.ts';

/** Routes drawn at most, the slowest; the table has all. */
const DRAWN_ROUTES = 5;

/** A card like the charts'; its bars share one axis. */
export function PhaseCard({ stats }: { readonly stats: TrafficStats }) {
  const { t } = useTranslation('performance');
  const names = usePhaseNames();
  const [asTable, setAsTable] = useState(false);
  const means = phaseMeans(stats);
  const drawn = means.slice(0, DRAWN_ROUTES);
  const whole = Math.max(0.001, ...drawn.map((mean) => mean.totalMs));
  const seen = PHASES.filter((phase) => drawn.some((mean) => mean.meanMs[phase] > 0));
  return (
    <section className="card chart" aria-label={t('phases.title')}>
      <header>
        <h2 className="med cut">{t('phases.title')}</h2>
        <span className="grow" />
        <span className="mid cut">{t('phases.figure')}</span>
        <button type="button" className="chip" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'chart.chart' : 'chart.table')}
        </button>
      </header>
      {asTable ? (
        <FiguresTable
          label={`${t('phases.title')}: ${t('chart.table')}`}
          table={{
            head: [t('phases.route'), t('column.count'), ...PHASES.map((phase) => names[phase]), t('phases.total')],
            rows: means.map((mean) => [
              mean.route,
              formatCount(mean.count),
              ...PHASES.map((phase) => formatDuration(mean.meanMs[phase])),
              formatDuration(mean.totalMs),
            ]),
          }}
        />
      ) : (
        <>
          <div className="plot routes">
            {drawn.length === 0 ? (
              <p className="dim plot-empty">{t('chart.empty')}</p>
            ) : (
              drawn.map((mean) => <RouteBar key={mean.route} mean={mean} whole={whole} />)
            )}
          </div>
          <div className="legend phases">
            {seen.map((phase) => (
              <span key={phase}>
                <i className={`leg ${phase}`} />
                {names[phase]}
              </span>
            ))}
            {means.length > drawn.length && (
              <span className="dim">{t('phases.more', { count: means.length - drawn.length })}</span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function RouteBar({ mean, whole }: { readonly mean: PhaseMeans; readonly whole: number }) {
  const { t } = useTranslation('performance');
  const total = formatDuration(mean.totalMs);
  return (
    <div className="routebar">
      <span className="mid cut" title={mean.route}>
        {mean.route}
      </span>
      <span className="lane" role="img" aria-label={t('phases.one', { route: mean.route, total })}>
        {PHASES.filter((phase) => mean.meanMs[phase] > 0).map((phase) => (
          <i key={phase} className={`ph ${phase}`} style={{ width: `${(mean.meanMs[phase] / whole) * 100}%` }} />
        ))}
      </span>
      <span className="num">{total}</span>
    </div>
  );
}
