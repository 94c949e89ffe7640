// View: the line below the list: new records, following, what is missing.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { MAX_HMR } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import { setFollow, useTable } from '../../store/view-store.ts';
import type { HmrList } from './use-hmr-list.ts';

export function HmrFoot({ list }: { readonly list: HmrList }) {
  const { t } = useTranslation('hmr');
  const { follow, selectedId } = useTable('hmr');
  const folded = useSession((state) => state.foldedHmr);
  const failed = useSession((state) => state.hmrLoad === 'failed');
  const live = useSession((state) => state.workspace?.mode === 'live' && state.status?.state === 'recording');
  return (
    <div className="footline">
      {list.fresh > 0 ? (
        <>
          <FollowPill label={t('fresh', { count: list.fresh, shown: formatCount(list.fresh) })} />
          <span className="dim hide-small">{t('freshHeld')}</span>
          <kbd className="hide-small">End</kbd>
          <span className="dim hide-small">{t('freshEnd')}</span>
        </>
      ) : live && list.shown.length > 0 ? (
        follow ? (
          <span className="dim">{t('following')}</span>
        ) : (
          <FollowPill label={t('follow')} />
        )
      ) : null}
      {selectedId !== null && list.indexOf(selectedId) < 0 && <span className="dim">{t('selectionHidden')}</span>}
      <span className="grow" />
      {failed && <Trouble text={t('failed')} />}
      {folded > 0 && (
        <Trouble
          text={`${t('folded', { count: folded, shown: formatCount(folded) })} ${t('foldedNote', { limit: formatCount(MAX_HMR) })}`}
        />
      )}
      <span className="dim">
        {t('count.some', { shown: formatCount(list.shown.length), total: formatCount(list.inView.length) })}
      </span>
    </div>
  );
}

function FollowPill({ label }: { readonly label: string }) {
  return (
    <button type="button" className="pill" onClick={() => setFollow('hmr', true)}>
      <Icon name="down" small />
      {label}
    </button>
  );
}

function Trouble({ text }: { readonly text: string }) {
  return (
    <span className="row cut">
      <Mark shape="triangle" tone="client" />
      <span className="cut">{text}</span>
    </span>
  );
}
