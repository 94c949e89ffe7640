// Renderer view: no rows: nothing came yet, nothing matches, or it still loads. Each says what to do next.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceState } from '../../../main/model/protocol.ts';
import { copyText } from '../../frame/copy-text.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { splitUrl } from '../../store/row-facts.ts';
import { useSession } from '../../store/session-store.ts';
import { setBrush, setFilter, setScope, showCleared, useTable, useView } from '../../store/view-store.ts';
import type { TrafficList } from './use-traffic-list.ts';

/** Loading is shown only after this long, in milliseconds. */
export const LOADING_DELAY_MS = 300;

export function TrafficEmpty({ list }: { readonly list: TrafficList }) {
  const ready = useSession((state) => state.ready);
  const workspace = useSession((state) => state.workspace);
  if (list.state.rows.length > 0) return <NoMatch list={list} />;
  if (!ready || !workspace) return <Loading />;
  return workspace.mode === 'file' ? <EmptyFile /> : <NothingYet workspace={workspace} />;
}

function Loading() {
  const { t } = useTranslation('traffic');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), LOADING_DELAY_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return late ? (
    <div className="empty" role="status">
      {t('loading')}
    </div>
  ) : null;
}

function EmptyFile() {
  const { t } = useTranslation('traffic');
  return <div className="empty">{t('emptyFile')}</div>;
}

function NoMatch({ list }: { readonly list: TrafficList }) {
  const { t } = useTranslation('traffic');
  const { applied } = useTable('traffic');
  const scope = useView((state) => state.scope);
  const brush = useView((state) => state.brush);
  return (
    <div className="empty">
      <div className="med">{t(list.total === 0 ? 'allCleared' : 'noMatch')}</div>
      {list.total > 0 && <div>{t('noMatchOf', { count: list.total })}</div>}
      <div className="row">
        {applied !== '' && <Button onClick={() => setFilter('traffic', '')}>{t('clearFilter')}</Button>}
        {scope !== null && <Button onClick={() => setScope(null)}>{t('scopeOff')}</Button>}
        {brush !== null && <Button onClick={() => setBrush(null)}>{t('wholeSession')}</Button>}
        {list.total === 0 && <Button onClick={showCleared}>{t('showCleared')}</Button>}
      </div>
    </div>
  );
}

function NothingYet({ workspace }: { readonly workspace: WorkspaceState }) {
  const { t } = useTranslation('traffic');
  const { proxyUrl, target } = workspace;
  const paused = useSession((state) => state.status?.state === 'paused');
  return (
    <div className="empty first">
      <div className="firstbox">
        <h2>{t('first.title')}</h2>
        <p className="say mid">{t('first.text', { target: target === undefined ? '' : splitUrl(target).host })}</p>
        {proxyUrl !== undefined && (
          <div className="row">
            <div className="query address">
              <span className="mono grow cut">{proxyUrl}</span>
              <IconButton icon="copy" label={t('first.copy')} className="small" onClick={() => copyText(proxyUrl)} />
            </div>
            <a className="btn primary" href={proxyUrl} target="_blank" rel="noreferrer">
              {t('first.open')}
            </a>
          </div>
        )}
        <ul className="checks">
          <Check good={proxyUrl !== undefined}>
            {proxyUrl === undefined ? t('first.noProxy') : t('first.listens', { address: splitUrl(proxyUrl).host })}
          </Check>
          {target !== undefined && <Check good>{t('first.leads', { target })}</Check>}
          {workspace.routes.map((route) => (
            <Check key={route.match} good>
              {t('first.route', { match: route.match, target: route.target })}
            </Check>
          ))}
          <Check good={false}>{paused ? t('first.paused') : t('first.waits')}</Check>
        </ul>
        {target !== undefined && <p className="dim hint">{t('first.hint', { target: splitUrl(target).host })}</p>}
      </div>
    </div>
  );
}

function Check({ good, children }: { readonly good: boolean; readonly children: string }) {
  return (
    <li className="row">
      <Mark shape={good ? 'dot' : 'dashed'} tone={good ? 'ok' : 'pending'} />
      <span className={good ? 'mid cut' : 'med cut'}>{children}</span>
    </li>
  );
}
