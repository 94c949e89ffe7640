// View: what the side list narrows all views to, as chips that lift it.
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { pagePath } from '../../store/page-records.ts';
import { usePage } from '../../store/session-store.ts';
import { setPageScope, setScope, useView } from '../../store/view-store.ts';

/** Nothing while nothing is narrowed. */
export function ScopeChips() {
  const { t } = useTranslation('traffic');
  const scope = useView((state) => state.scope);
  const pageScope = useView((state) => state.pageScope);
  const page = usePage(pageScope);
  return (
    <>
      {scope !== null && (
        <button type="button" className="chip on" onClick={() => setScope(null)} title={t('scopeOff')}>
          {t('scope', { route: scope })}
          <Icon name="close" small />
        </button>
      )}
      {pageScope !== null && (
        <button type="button" className="chip on" onClick={() => setPageScope(null)} title={t('pageScopeOff')}>
          {page
            ? t('pageScope', { path: pagePath(page), time: formatClock(page.at) })
            : t('pageScopeUnknown', { id: pageScope })}
          <Icon name="close" small />
        </button>
      )}
    </>
  );
}
