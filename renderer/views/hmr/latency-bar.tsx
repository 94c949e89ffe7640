// View: an update's parts as a flat bar on the common axis, and the legend of all parts.
import { useTranslation } from 'react-i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { formatDuration } from '../../kit/format.ts';
import { LATENCY_PARTS, toLatencySlices, wholeMs, type LatencySlice } from './latency-parts.ts';

/** A bar in a row; a longer one than the axis is cut, with a gap near its end. */
export function LatencyBar({ record, axisMs }: { readonly record: HmrRecord; readonly axisMs: number }) {
  const { t } = useTranslation('hmr');
  const slices = toLatencySlices(record);
  if (slices.length === 0) return null;
  const cut = wholeMs(slices) > axisMs;
  const said = slices.map(({ part, durationMs }) =>
    t('bar', { part: t(`part.${part}`), duration: formatDuration(durationMs) }),
  );
  return (
    <span className="latency" title={[...said, ...(cut ? [t('bar.cut')] : [])].join(', ')}>
      <SliceBars slices={slices} axisMs={axisMs} />
      {cut && <i className="gap" />}
    </span>
  );
}

/** The slices, placed on an axis. */
export function SliceBars({ slices, axisMs }: { readonly slices: readonly LatencySlice[]; readonly axisMs: number }) {
  return slices.map(({ part, fromMs, durationMs }) => {
    const left = Math.min(100, (fromMs / axisMs) * 100);
    const width = Math.min(100 - left, (durationMs / axisMs) * 100);
    return left >= 100 ? null : (
      <i key={part} className={`ph part-${part}`} style={{ left: `${left}%`, width: `${width}%` }} aria-hidden="true" />
    );
  });
}

export function LatencyLegend() {
  const { t } = useTranslation('hmr');
  return (
    <div className="legend hide-narrow" role="group" aria-label={t('legend')}>
      {LATENCY_PARTS.map((part) => (
        <span key={part}>
          <i className={`leg part-${part}`} />
          {t(`legend.${part}`)}
        </span>
      ))}
    </div>
  );
}
