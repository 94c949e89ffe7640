// View: how fast and how much: the whole session, or the brushed part.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatCount, formatDuration } from '../../kit/format.ts';
import { useView } from '../../store/view-store.ts';
import { Chip } from '../detail/controls.tsx';
import { BackEnd } from './back-end/back-end.tsx';
import { EndpointGrid } from './endpoint-grid.tsx';
import { PerformanceCharts } from './performance-charts.tsx';
import { PageGrid } from './page-grid.tsx';
import { useTrafficStats } from './use-traffic-stats.ts';
import './performance.css';

/** The Performance view. */
export function PerformanceView() {
  const { t } = useTranslation('performance');
  const brush = useView((state) => state.brush);
  const [whole, setWhole] = useState(false);
  const brushed = brush !== null && !whole;
  const reading = useTrafficStats(brushed);
  const { stats } = reading;
  return (
    <div className="performance">
      <div className="bar">
        <span className="chips" role="group" aria-label={t('range')}>
          <Chip on={!brushed} onClick={() => setWhole(true)}>
            {t('range.whole')}
          </Chip>
          {brush && (
            <Chip on={brushed} onClick={() => setWhole(false)}>
              {t('range.brushed')}
            </Chip>
          )}
        </span>
        <span className="dim">{brush ? formatDuration(brush.to - brush.from) : t('range.hint')}</span>
        <span className="grow" />
        <span className="count">
          <b>{formatCount(stats.requests)}</b> {t('range.requests', { count: stats.requests })}
        </span>
        {stats.from !== undefined && (
          <span className="dim">
            {t('range.span', {
              from: formatClock(stats.from),
              to: formatClock(stats.from + stats.slots.length * stats.slotMs),
              step: formatDuration(stats.slotMs),
            })}
          </span>
        )}
      </div>
      <div className="perf-scroll">
        <PerformanceCharts {...reading} />
        <BackEnd {...reading} />
        <PageGrid brushed={brushed} />
        <div className="endpoints">
          <EndpointGrid {...reading} />
        </div>
      </div>
    </div>
  );
}
