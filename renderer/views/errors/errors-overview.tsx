// View: what is shown while no error is selected: how many there are, and which are new.
import { useTranslation } from 'react-i18next';
import { formatCount, formatTime } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { goTo, select } from '../../store/view-store.ts';
import { subjectName } from '../hmr/hmr-subject.ts';
import { errorLook, groupFace } from './error-look.ts';
import type { ErrorList } from './use-error-list.ts';

/** Groups listed at most. */
const LISTED = 5;

/** Fills its parent. */
export function ErrorsOverview({ list }: { readonly list: ErrorList }) {
  const { t } = useTranslation('errors');
  const { edit, inView } = list;
  const fresh = inView.filter(list.isNew);
  const latest = [...inView].sort((a, b) => b.lastAt - a.lastAt).slice(0, LISTED);
  const times = inView.reduce((sum, group) => sum + group.count, 0);
  return (
    <section className="errpane padded" aria-label={t('overview')} tabIndex={0}>
      <p className="say">
        {t('count', {
          groups: t('groups', { count: inView.length, shown: formatCount(inView.length) }),
          times: t('occurrences', { count: times, shown: formatCount(times) }),
        })}{' '}
        {edit &&
          t('overview.fresh', { count: fresh.length, shown: formatCount(fresh.length), time: formatTime(edit.at) })}
      </p>
      {edit && (
        <p>
          <button type="button" className="link" onClick={() => goTo('hmr', edit.id)}>
            {t('overview.edit', { subject: subjectName(edit) ?? t('change') })}
          </button>
        </p>
      )}
      <h3 className="cap gap-above">{t('overview.latest')}</h3>
      <ul className="err-list">
        {latest.map((group) => {
          const face = groupFace(group);
          return (
            <li key={group.id}>
              <Mark {...errorLook(face)} />
              <button type="button" className="link cut" onClick={() => select('errors', face.id)}>
                {face.name}: {face.message}
              </button>
              <span className="grow" />
              <span className="dim">{t('times', { count: group.count, shown: formatCount(group.count) })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
