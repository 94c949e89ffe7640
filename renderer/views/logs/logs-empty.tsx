// View: no logs: none came, none match, or they still load. Each says what to do next.
import { useTranslation } from 'react-i18next';
import { Mark } from '../../kit/mark.tsx';
import { useSession } from '../../store/session-store.ts';
import { setFilter, useTable } from '../../store/view-store.ts';
import { LiftButtons } from '../detail/lift-buttons.tsx';
import { useLate } from '../detail/use-answer.ts';
import type { ShownLogs } from './use-log-list.ts';

export function LogsEmpty({ shown: { list, totals } }: { readonly shown: ShownLogs }) {
  const { t } = useTranslation('logs');
  const mode = useSession((state) => state.workspace?.mode);
  const loading = list.state === 'loading' || (list.busy && (totals?.total ?? 0) > 0);
  const late = useLate(loading);
  if (late)
    return (
      <div className="empty" role="status">
        {t('loading')}
      </div>
    );
  if (loading) return null;
  if ((totals?.total ?? 0) > 0) return <NoMatch total={totals?.total ?? 0} />;
  return mode === 'file' ? <div className="empty">{t('empty.file')}</div> : <NothingYet />;
}

function NoMatch({ total }: { readonly total: number }) {
  const { t } = useTranslation('logs');
  const { filter } = useTable('logs');
  return (
    <div className="empty">
      <div className="med">{t('noMatch')}</div>
      <div>{t('noMatchOf', { count: total })}</div>
      <LiftButtons filter={filter} onClear={() => setFilter('logs', '')} />
    </div>
  );
}

function NothingYet() {
  const { t } = useTranslation('logs');
  const workspace = useSession((state) => state.workspace);
  const otlp = workspace?.telemetry?.otlpUrl;
  const ways = [
    { text: t('empty.process'), code: 'throughline … -- npm run dev', on: (workspace?.processes ?? []).length > 0 },
    { text: t('empty.fileWay'), code: '--log-file app.log', on: (workspace?.telemetry?.logFiles ?? []).length > 0 },
    {
      text: t('empty.otlp'),
      code: otlp === undefined ? '--otlp-port 4318' : `${otlp}/v1/logs`,
      on: otlp !== undefined,
    },
    {
      text: t('empty.post'),
      code: `POST ${workspace?.proxyUrl ?? ''}/__throughline/log`,
      on: workspace?.proxyUrl !== undefined,
    },
    { text: t('empty.console'), code: '', on: workspace?.switches?.inject === true },
  ];
  return (
    <div className="empty first">
      <div className="firstbox">
        <h2>{t('empty.title')}</h2>
        <p className="say mid">{t('empty.text')}</p>
        <ul className="checks">
          {ways.map(({ text, code, on }) => (
            <li key={text} className="row">
              <Mark shape={on ? 'dot' : 'ring'} tone={on ? 'ok' : 'dim'} label={t(on ? 'empty.on' : 'empty.off')} />
              <span className="mid">{text}</span>
              {code !== '' && <code className="mono cut">{code}</code>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
