// View: what is shown while no record is selected: how updates do, the last reload, the last build error.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { formatTime } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { select } from '../../store/view-store.ts';
import { ErrorPanel } from './error-panel.tsx';
import { DurationChart, FrequencyChart } from './hmr-charts.tsx';
import { HmrSentences } from './hmr-detail.tsx';
import { hmrLook } from './hmr-look.ts';

/** Fills its parent. */
export function HmrOverview({ records }: { readonly records: readonly HmrRecord[] }) {
  const { t } = useTranslation('hmr');
  const reload = lastOf(records, 'full-reload');
  const error = lastOf(records, 'error');
  return (
    <section className="hmrpane overview" aria-label={t('overview')} tabIndex={0}>
      <div className="hmrcards">
        <DurationChart records={records} />
        <FrequencyChart records={records} />
        <LastCard title={t('last.reload')} record={reload} none={t('last.noReload')}>
          {reload && <HmrSentences record={reload} />}
        </LastCard>
        <LastCard title={t('last.error')} record={error} none={t('last.noError')}>
          {error && (
            <>
              <HmrSentences record={error} />
              {error.error && <ErrorPanel error={error.error} />}
            </>
          )}
        </LastCard>
      </div>
    </section>
  );
}

function lastOf(records: readonly HmrRecord[], type: HmrRecord['type']): HmrRecord | undefined {
  for (let i = records.length - 1; i >= 0; i -= 1) if (records[i]?.type === type) return records[i];
  return undefined;
}

function LastCard({
  title,
  record,
  none,
  children,
}: {
  readonly title: string;
  readonly record: HmrRecord | undefined;
  readonly none: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('hmr');
  return (
    <section className="card last" aria-label={title}>
      <header>
        {record && <Mark {...hmrLook(record)} />}
        <h2 className="med cut">{title}</h2>
        {record && <span className="dim">{formatTime(record.at)}</span>}
        <span className="grow" />
        {record && (
          <button type="button" className="chip" onClick={() => select('hmr', record.id)}>
            {t('last.show')}
          </button>
        )}
      </header>
      <div className="in">{record ? children : <p className="dim">{none}</p>}</div>
    </section>
  );
}
