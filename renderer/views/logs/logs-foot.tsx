// View: the line below the logs: what is new, that a search goes on, what is missing.
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { logPages } from '../../store/log-list.ts';
import { MAX_LISTED } from '../../store/log-index.ts';
import { useSession } from '../../store/session-store.ts';
import { useTable } from '../../store/view-store.ts';
import { useLate } from '../detail/use-answer.ts';
import { FollowPart, Line } from '../traffic/foot-parts.tsx';
import type { ShownLogs } from './use-log-list.ts';

export function LogsFoot({ shown }: { readonly shown: ShownLogs }) {
  const { t } = useTranslation('logs');
  const { list, unscoped } = shown;
  const { selectedId, follow } = useTable('logs');
  const searching = useLate(list.busy && !follow);
  const out = selectedId !== null && logPages.isOut(selectedId);
  return (
    <div className="footline">
      <FollowPart view="logs" count={list.count} fresh={list.fresh} />
      {out && <span className="dim cut">{t('selectionHidden')}</span>}
      {unscoped && <span className="dim cut">{t('unscoped')}</span>}
      <span className="grow" />
      {searching && (
        <span className="dim" role="status">
          {t('searching')}
        </span>
      )}
      <Missing shown={shown} />
    </div>
  );
}

function Missing({ shown: { list } }: { readonly shown: ShownLogs }) {
  const { t } = useTranslation('logs');
  const link = useSession((state) => state.link);
  const dropped = useSession((state) => state.status?.dropped ?? 0);
  if (link === 'lost') return <Line tone="server" strong={t('lost')} rest="" />;
  if (list.state === 'failed')
    return (
      <>
        <Line tone="client" strong={t('failed')} rest={list.error ?? ''} />
        <Button look="ghost" onClick={() => logPages.retry()}>
          {t('retry')}
        </Button>
      </>
    );
  if (list.folded > 0)
    return (
      <Line
        tone="client"
        strong={t('folded', { count: list.folded, shown: formatCount(list.folded) })}
        rest={t('foldedNote', { limit: formatCount(MAX_LISTED) })}
      />
    );
  if (dropped > 0)
    return (
      <Line
        tone="client"
        strong={t('dropped', { count: dropped, shown: formatCount(dropped) })}
        rest={t('droppedNote')}
      />
    );
  return null;
}
