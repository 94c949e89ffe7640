// View: the line below the list of errors: new groups, following, what is missing.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { MAX_ERRORS } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import { setFollow, useTable } from '../../store/view-store.ts';
import type { ErrorList } from './use-error-list.ts';

export function ErrorsFoot({ list }: { readonly list: ErrorList }) {
  const { t } = useTranslation('errors');
  const { selectedId } = useTable('errors');
  const folded = useSession((state) => state.foldedErrors);
  const failed = useSession((state) => state.errorLoad === 'failed');
  const reports = list.shown.reduce((sum, group) => sum + group.count, 0);
  return (
    <div className="footline">
      {list.fresh > 0 && (
        <button type="button" className="pill" onClick={() => setFollow('errors', true)}>
          <Icon name="down" small />
          {t('newGroups', { count: list.fresh, shown: formatCount(list.fresh) })}
        </button>
      )}
      <span className="dim cut">
        {selectedId !== null && list.indexOf(selectedId) < 0
          ? t('selectionHidden')
          : t('count', {
              groups: t('groups', { count: list.shown.length, shown: formatCount(list.shown.length) }),
              times: t('occurrences', { count: reports, shown: formatCount(reports) }),
            })}
      </span>
      {failed && <Trouble text={t('failed')} />}
      {folded > 0 && (
        <Trouble text={t('folded', { count: folded, shown: formatCount(folded), limit: formatCount(MAX_ERRORS) })} />
      )}
    </div>
  );
}

function Trouble({ text }: { readonly text: string }) {
  return (
    <span className="row cut" title={text}>
      <Mark shape="triangle" tone="client" />
      <span className="cut">{text}</span>
    </span>
  );
}
