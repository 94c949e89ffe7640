// View: the errors that came after an HMR record, in the same page; each leads to the Errors view.
import { useTranslation } from 'react-i18next';
import { selectErrorIndex } from '../../store/error-index.ts';
import { useSession } from '../../store/session-store.ts';
import { ErrorLines } from '../errors/error-facts.tsx';

/** Nothing where none came. */
export function HmrErrors({ id }: { readonly id: string }) {
  const { t } = useTranslation('errors');
  const errors = useSession((state) => selectErrorIndex(state).byHmr.get(id));
  if (!errors || errors.length === 0) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('afterUpdate')}</h3>
      <ErrorLines errors={errors} />
    </>
  );
}
