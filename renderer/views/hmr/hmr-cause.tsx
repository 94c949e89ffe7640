// View: the line in a request's detail that says which hot update asked for it.
import { Trans, useTranslation } from 'react-i18next';
import { Mark } from '../../kit/mark.tsx';
import { useHmrRecord } from '../../store/session-store.ts';
import { goTo } from '../../store/view-store.ts';
import { hmrLook } from './hmr-look.ts';
import { subjectName } from './hmr-subject.ts';

export function HmrCause({ id }: { readonly id: string }) {
  const { t } = useTranslation('hmr');
  const record = useHmrRecord(id);
  const key = !record ? 'cause.unknown' : record.type === 'full-reload' ? 'cause.reload' : 'cause.update';
  const subject = (record && subjectName(record)) ?? t('change');
  return (
    <p className="row hmr-cause">
      <Mark {...(record ? hmrLook(record) : { shape: 'diamond', tone: 'hmr' })} />
      <span>
        <Trans
          t={t}
          i18nKey={key}
          values={{ subject, id }}
          components={{ go: <button type="button" className="link" onClick={() => goTo('hmr', id)} /> }}
        />
      </span>
    </p>
  );
}
