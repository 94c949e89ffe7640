// View: what narrows a list, each with a button that lifts it.
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { setBrush, setPageScope, setScope, useView } from '../../store/view-store.ts';

/** One button for each; the filter's is there where nothing else is, too. */
export function LiftButtons({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  const { t } = useTranslation('detail');
  const scope = useView((state) => state.scope);
  const pageScope = useView((state) => state.pageScope);
  const brush = useView((state) => state.brush);
  const narrowed = scope !== null || pageScope !== null || brush !== null;
  return (
    <div className="row">
      {(filter !== '' || !narrowed) && <Button onClick={onClear}>{t('lift.filter')}</Button>}
      {scope !== null && <Button onClick={() => setScope(null)}>{t('lift.sources')}</Button>}
      {pageScope !== null && <Button onClick={() => setPageScope(null)}>{t('lift.pages')}</Button>}
      {brush !== null && <Button onClick={() => setBrush(null)}>{t('lift.brush')}</Button>}
    </div>
  );
}
