// View: sockets, streams and requests that go round the proxy, as pages told, and what mends it.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../kit/format.ts';
import { NoticeLine } from '../../kit/notice.tsx';
import { useSession } from '../../store/session-store.ts';
import { setView } from '../../store/view-store.ts';

/** One line; nothing while all comes through the proxy. */
export function BypassNotice() {
  const { t } = useTranslation('hmr');
  const bypasses = useSession((state) => state.bypasses);
  const bringBack = useSession((state) => state.workspace?.switches?.bringBack);
  const latest = bypasses.at(-1);
  if (!latest) return null;
  const words = bypasses.map(({ message }) => message).join('\n');
  return (
    <NoticeLine
      level="warning"
      title={t('bypass.title', { count: bypasses.length, shown: formatCount(bypasses.length) })}
    >
      <span className="cut grow" title={words}>
        {latest.message}
      </span>
      {bringBack === false && (
        <button type="button" className="link" onClick={() => setView('settings')}>
          {t('bypass.mend')}
        </button>
      )}
    </NoticeLine>
  );
}
