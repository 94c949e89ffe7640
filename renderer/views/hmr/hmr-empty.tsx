// View: no records: none came yet, none match, or they still load. Each says what to do next.
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { loadHmr } from '../../store/commands.ts';
import { splitUrl } from '../../store/row-facts.ts';
import { useSession } from '../../store/session-store.ts';
import { setBrush, setPageScope, setScope, setTable, useTable, useView } from '../../store/view-store.ts';
import { useLate } from '../detail/use-answer.ts';
import type { Unseen } from './hmr-unseen.ts';
import { UnseenNotice } from './unseen-notice.tsx';

export function HmrEmpty({ unseen, onClear }: { readonly unseen: readonly Unseen[]; readonly onClear: () => void }) {
  const { t } = useTranslation('hmr');
  const any = useSession((state) => state.hmr.length > 0);
  const load = useSession((state) => state.hmrLoad);
  const mode = useSession((state) => state.workspace?.mode);
  const late = useLate(load === 'loading');
  if (any) return <NoMatch onClear={onClear} />;
  if (load === 'loading')
    return late ? (
      <div className="empty" role="status">
        {t('loading')}
      </div>
    ) : null;
  if (unseen.length > 0)
    return (
      <div className="empty first">
        <div className="firstbox">
          {unseen.map((one) => (
            <UnseenNotice key={`${one.kind} ${one.host}`} unseen={one} />
          ))}
        </div>
      </div>
    );
  if (mode === 'file' && load === 'done') return <div className="empty">{t('empty.file')}</div>;
  return <NothingYet failed={load === 'failed'} />;
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('hmr');
  const { filter } = useTable('hmr');
  const scope = useView((state) => state.scope);
  const brush = useView((state) => state.brush);
  const pageScope = useView((state) => state.pageScope);
  const clear = () => {
    setTable('hmr', { filter: '', applied: '' });
    onClear();
  };
  return (
    <div className="empty">
      <div className="med">{t('noMatch')}</div>
      <div className="row">
        {(filter !== '' || (scope === null && pageScope === null && brush === null)) && (
          <Button onClick={clear}>{t('clearFilter')}</Button>
        )}
        {scope !== null && <Button onClick={() => setScope(null)}>{t('showAllSources')}</Button>}
        {pageScope !== null && <Button onClick={() => setPageScope(null)}>{t('showAllPages')}</Button>}
        {brush !== null && <Button onClick={() => setBrush(null)}>{t('wholeSession')}</Button>}
      </div>
    </div>
  );
}

function NothingYet({ failed }: { readonly failed: boolean }) {
  const { t } = useTranslation('hmr');
  const proxyUrl = useSession((state) => state.workspace?.proxyUrl);
  const checks = [
    ...(proxyUrl === undefined ? [] : [t('empty.address', { address: splitUrl(proxyUrl).host })]),
    t('empty.reload'),
    t('empty.mode'),
  ];
  return (
    <div className="empty first">
      <div className="firstbox">
        <h2>{t('empty.title')}</h2>
        <p className="say mid">{t('empty.text')}</p>
        {failed && (
          <p className="row" role="alert">
            <Mark shape="triangle" tone="client" />
            <span>{t('failed')}</span>
            <Button onClick={() => void loadHmr()}>{t('retry')}</Button>
          </p>
        )}
        <ul className="checks">
          {checks.map((check) => (
            <li key={check} className="row">
              <Mark shape="ring" tone="dim" />
              <span className="mid">{check}</span>
            </li>
          ))}
        </ul>
        <p className="dim hint">{t('empty.known')}</p>
      </div>
    </div>
  );
}
