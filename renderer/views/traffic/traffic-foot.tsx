// Renderer view: the line below the table: new rows, notices, what is missing.
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icon.tsx';
import { formatCount } from '../../kit/format.ts';
import { dismissNotice } from '../../store/commands.ts';
import { MAX_ROWS } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import { showCleared, useTable } from '../../store/view-store.ts';
import { FollowPart, Line } from './foot-parts.tsx';
import type { TrafficList } from './use-traffic-list.ts';

export function TrafficFoot({ list }: { readonly list: TrafficList }) {
  const paused = useSession((state) => state.status?.state === 'paused');
  return (
    <div className={paused ? 'footline paused' : 'footline'}>
      <FollowPart view="traffic" count={list.order.positions.length} fresh={list.fresh} />
      <SelectionNote list={list} />
      <span className="grow" />
      <Trouble list={list} />
    </div>
  );
}

/** A selection that the filter hides stays in the detail; this says so. */
function SelectionNote({ list }: { readonly list: TrafficList }) {
  const { t } = useTranslation('traffic');
  const { selectedId } = useTable('traffic');
  if (selectedId === null || list.indexOf(selectedId) >= 0 || !list.state.positions.has(selectedId)) return null;
  return <span className="dim">{t('selectionHidden')}</span>;
}

function Trouble({ list }: { readonly list: TrafficList }) {
  const { t } = useTranslation('traffic');
  const link = useSession((state) => state.link);
  const status = useSession((state) => state.status);
  const notice = useSession((state) => state.notices.at(-1));
  const hidden = list.state.foldedRows + list.state.rows.length - list.total - list.state.foldedRows;
  if (link === 'lost') return <Line tone="server" strong={t('lost')} rest={t('lostNote')} />;
  if (status?.fault) return <Line tone="server" strong={status.fault.message} rest="" />;
  if (status?.state === 'paused') return <Line tone="client" strong={t('pausedHere')} rest={t('pausedNote')} />;
  if (notice)
    return (
      <>
        <Line tone={notice.severity === 'error' ? 'server' : 'client'} strong={notice.message} rest="" />
        <button type="button" className="plain" aria-label={t('dismiss')} onClick={() => dismissNotice(notice.code)}>
          <Icon name="close" small />
        </button>
      </>
    );
  if (status && status.dropped > 0)
    return (
      <Line
        tone="client"
        strong={t('dropped', { count: status.dropped, shown: formatCount(status.dropped) })}
        rest={t('droppedNote')}
      />
    );
  if (list.state.foldedRows > 0)
    return (
      <Line
        tone="client"
        strong={t('folded', { count: list.state.foldedRows, shown: formatCount(list.state.foldedRows) })}
        rest={t('foldedNote', { limit: formatCount(MAX_ROWS) })}
      />
    );
  if (hidden > 0)
    return (
      <>
        <span className="dim">{t('cleared', { count: hidden, shown: formatCount(hidden) })}</span>
        <button type="button" className="link" onClick={showCleared}>
          {t('showCleared')}
        </button>
      </>
    );
  return null;
}
