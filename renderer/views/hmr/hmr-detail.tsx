// View: one HMR record: what happened in a sentence, where its time went, what it was about, and everything it concerns.
import type { TFunction } from 'i18next';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HmrModule, HmrRecord } from '../../../main/model/hmr.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { formatCount, formatDuration, formatTime } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { rowFacts } from '../../store/row-facts.ts';
import { useExchangeRow, useHmrRecord } from '../../store/session-store.ts';
import { goTo, goToCaused, goToMessage, select } from '../../store/view-store.ts';
import { toSlots } from '../detail/sentence-text.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { hmrLook, hmrState } from './hmr-look.ts';
import { HmrErrors } from './hmr-errors.tsx';
import { HmrRequests } from './hmr-requests.tsx';
import { toHmrSentences } from './hmr-sentence.ts';
import { hmrSubject } from './hmr-subject.ts';
import { LatencySteps } from './latency-steps.tsx';

/** Fills its parent. */
export function HmrDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation('hmr');
  const record = useHmrRecord(id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') select('hmr', null);
  };
  return (
    <section className="hmrpane" aria-label={t('detail')} tabIndex={0} onKeyDown={onKeyDown}>
      {record ? (
        <>
          <DetailHead record={record} />
          <div className="hmrcols">
            <Story record={record} />
            {concerns(record) && <Concerned record={record} />}
            {record.error && <Errors record={record} />}
          </div>
        </>
      ) : (
        <p className="calm" role="status">
          {t('detail.missing')}
        </p>
      )}
    </section>
  );
}

function DetailHead({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const { shape, tone } = hmrLook(record);
  const state = hmrState(record);
  const message = record.frameId ?? record.eventId;
  const requests = record.exchangeIds.length;
  const showMessage = record.frameId === undefined ? 'detail.showEvent' : 'detail.showFrame';
  return (
    <header className="phead">
      <Mark shape={shape} tone={tone} />
      <h2 className="med cut">{hmrSubject(record)?.name ?? t(`type.${record.type}`)}</h2>
      <span className="dim">
        {[
          t(`type.${record.type}`),
          formatTime(record.at),
          ...(state === 'none' ? [] : [t(`state.${state}`)]),
          ...(record.durationMs === undefined ? [] : [formatDuration(record.durationMs)]),
        ].join(', ')}
      </span>
      <span className="grow" />
      {requests > 0 && (
        <Button
          look="ghost"
          icon="traffic"
          aria-label={t('detail.showRequests', { count: requests, shown: formatCount(requests) })}
          onClick={() => goToCaused(record.id)}
        >
          <span className="hide-tight">
            {t('detail.showRequests', { count: requests, shown: formatCount(requests) })}
          </span>
        </Button>
      )}
      {message !== undefined && (
        <Button
          look="ghost"
          icon="sockets"
          aria-label={t(showMessage)}
          onClick={() => goToMessage(record.socketExchangeId, message)}
        >
          <span className="hide-tight">{t(showMessage)}</span>
        </Button>
      )}
      <IconButton icon="close" label={t('detail.close')} shortcut="Esc" onClick={() => select('hmr', null)} />
    </header>
  );
}

/** A record's sentences in the reader's language. */
export function HmrSentences({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const recovers = useHmrRecord(record.recovers);
  const recoveredBy = useHmrRecord(record.recoveredBy);
  return (
    <p className="say">
      {toHmrSentences(record, { recovers, recoveredBy }, t('change')).map((sentence) => (
        <span key={sentence.key}>{t(`sentence.${sentence.key}`, toSlots(sentence.values))} </span>
      ))}
    </p>
  );
}

function Story({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  return (
    <div className="padded">
      <h3 className="cap">{t('detail.happened')}</h3>
      <HmrSentences record={record} />
      {(record.type === 'update' || record.type === 'full-reload' || record.latency) && (
        <>
          <h3 className="cap gap-above">{t('detail.time')}</h3>
          <LatencySteps record={record} />
        </>
      )}
      <HmrErrors id={record.id} />
      <h3 className="cap gap-above">{t('detail.facts')}</h3>
      <Facts record={record} />
    </div>
  );
}

/** Whether there is more than a place to tell of. */
function concerns({ type, modules, exchangeIds, files, warnings }: HmrRecord): boolean {
  if (type === 'update' || type === 'full-reload' || modules.length + exchangeIds.length > 0) return true;
  return warnings !== undefined || (type !== 'error' && files.length > 0);
}

function Concerned({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const { modules, files, warnings, exchangeIds, type } = record;
  const caused = type === 'update' || type === 'full-reload' || exchangeIds.length > 0;
  return (
    <div className="padded">
      {modules.length > 0 && <Modules modules={modules} t={t} />}
      {files.length > 0 && <Paths title={t('detail.files')} paths={files} />}
      {caused && (
        <>
          <h3 className="cap gap-above">{t('detail.requests')}</h3>
          <HmrRequests exchangeIds={exchangeIds} />
        </>
      )}
      {warnings && warnings.length > 0 && (
        <>
          <h3 className="cap gap-above">{t('detail.warnings')}</h3>
          {warnings.map((warning, index) => (
            <p key={index} className="mono message">
              {warning}
            </p>
          ))}
        </>
      )}
    </div>
  );
}

function Paths({ title, paths }: { readonly title: string; readonly paths: readonly string[] }) {
  return (
    <>
      <h3 className="cap gap-above">{title}</h3>
      <ul className="hmr-list">
        {paths.map((path) => (
          <li key={path} className="mono" title={path}>
            <span className="cut">{path}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Modules({ modules, t }: { readonly modules: readonly HmrModule[]; readonly t: TFunction<'hmr'> }) {
  return (
    <>
      <h3 className="cap">{t('detail.modules')}</h3>
      <table className="fields hmr-modules">
        <thead>
          <tr>
            <th scope="col">{t('module.changed')}</th>
            <th scope="col">{t('module.accepting')}</th>
            <th scope="col">{t('module.kind')}</th>
          </tr>
        </thead>
        <tbody>
          {modules.map(({ path, acceptedPath, kind }, index) => (
            <tr key={index}>
              <td className="mono">{acceptedPath}</td>
              <td className={path === acceptedPath ? 'dim' : 'mono'}>
                {path === acceptedPath ? t('module.itself') : path}
              </td>
              <td>{kind}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Errors({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const more = record.moreErrors ?? [];
  return (
    <div className="padded">
      <h3 className="cap">{t('detail.error')}</h3>
      {record.error && <ErrorPanel error={record.error} />}
      {more.length > 0 && <h3 className="cap gap-above">{t('detail.moreErrors', { count: more.length })}</h3>}
      {more.map((error, index) => (
        <ErrorPanel key={index} error={error} />
      ))}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Facts({ record }: { readonly record: HmrRecord }) {
  const { t } = useTranslation('hmr');
  const page = useExchangeRow(record.pageKey);
  const { socketExchangeId, triggeredBy, appliedAt, reloadedAt, key, recovers, recoveredBy } = record;
  return (
    <dl className="kv">
      <Fact name={t('fact.server')}>{record.dialect}</Fact>
      <Fact name={t('fact.connection')}>
        <button type="button" className="link" onClick={() => goTo('sockets', socketExchangeId)}>
          {t('fact.connectionLink', { id: socketExchangeId })}
        </button>
      </Fact>
      {page && (
        <Fact name={t('fact.page')}>
          <button type="button" className="link cut" onClick={() => goTo('traffic', page.id)}>
            {rowFacts(page).url.path}
          </button>
        </Fact>
      )}
      {triggeredBy !== undefined && (
        <Fact name={t('fact.trigger')}>
          <span className="mono">{triggeredBy}</span>
        </Fact>
      )}
      {appliedAt !== undefined && <Fact name={t('fact.appliedAt')}>{formatTime(appliedAt)}</Fact>}
      {reloadedAt !== undefined && <Fact name={t('fact.reloadedAt')}>{formatTime(reloadedAt)}</Fact>}
      {recovers !== undefined && (
        <Fact name={t('fact.recovers')}>
          <RecordLink id={recovers} />
        </Fact>
      )}
      {recoveredBy !== undefined && (
        <Fact name={t('fact.recoveredBy')}>
          <RecordLink id={recoveredBy} />
        </Fact>
      )}
      {key !== undefined && (
        <Fact name={t('fact.key')}>
          <span className="mono">{key}</span>
        </Fact>
      )}
    </dl>
  );
}

function RecordLink({ id }: { readonly id: string }) {
  const { t } = useTranslation('hmr');
  const record = useHmrRecord(id);
  if (!record) return <span className="dim">#{id}</span>;
  return (
    <button type="button" className="link" onClick={() => select('hmr', id)}>
      {t('fact.recordLink', { type: t(`type.${record.type}`), time: formatTime(record.at) })}
    </button>
  );
}
