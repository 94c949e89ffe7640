// View: the line below the list of traces: new ones, how many there are, what went wrong.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { setFollow, useTable } from '../../store/view-store.ts';
import type { ShownTraces } from './use-trace-list.ts';

export function TracesFoot({ traces }: { readonly traces: ShownTraces }) {
  const { t } = useTranslation('traces');
  const { selectedId } = useTable('traces');
  const { list, shown, error, hidden } = traces;
  const { fresh } = list;
  const follow = () => {
    traces.showFresh();
    setFollow('traces', true);
  };
  return (
    <div className="footline">
      {fresh.length > 0 && (
        <button type="button" className="pill" onClick={follow}>
          <Icon name="down" small />
          {t('new', { count: fresh.length, shown: formatCount(fresh.length) })}
        </button>
      )}
      <span className="dim cut">
        {selectedId !== null && shown.length > 0 && traces.indexOf(selectedId) < 0
          ? t('selectionHidden')
          : list.total > 0 && t('count', { count: list.total, total: formatCount(list.total) })}
        {hidden > 0 && ` ${t('alone', { count: hidden, shown: formatCount(hidden) })}`}
      </span>
      {error !== undefined && (
        <span className="row cut" title={error}>
          <Mark shape="triangle" tone="client" />
          <span className="cut">{t('failed', { message: error })}</span>
        </span>
      )}
    </div>
  );
}
