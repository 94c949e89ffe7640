// View: the parts of one update's time, one below the other, each with its bar and what it means.
import { useTranslation } from 'react-i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { formatDuration } from '../../kit/format.ts';
import { SliceBars } from './latency-bar.tsx';
import { toLatencySlices, wholeMs } from './latency-parts.ts';

export function LatencySteps({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const slices = toLatencySlices(record);
  if (slices.length === 0) return <p className="dim">{t('step.none')}</p>;
  const axisMs = Math.max(wholeMs(slices), 0.001);
  return (
    <ul className="hmr-steps">
      {slices.map((slice) => (
        <li key={slice.part}>
          <span className="med">{t(`step.${slice.part}`)}</span>
          <span className="num">{formatDuration(slice.durationMs)}</span>
          <span className="track">
            <SliceBars slices={[slice]} axisMs={axisMs} />
          </span>
          <span className="dim means">{t(`step.means.${slice.part}`, { count: record.exchangeIds.length })}</span>
        </li>
      ))}
    </ul>
  );
}
