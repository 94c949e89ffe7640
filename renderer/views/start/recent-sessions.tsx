// Renderer view: sessions recorded or opened lately.
import { useTranslation } from 'react-i18next';
import type { RecentSession } from '../../../main/model/protocol.ts';
import { openRecent, pickFile, MOD } from '../../frame/actions.ts';
import { Button } from '../../kit/button.tsx';
import { formatDate, formatSize } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';

export function RecentSessions({ sessions }: { readonly sessions: readonly RecentSession[] }) {
  const { t, i18n } = useTranslation('start');
  return (
    <section className="card recents" aria-labelledby="recents">
      <header>
        <h2 id="recents" className="med">
          {t('recent')}
        </h2>
        <span className="grow" />
        <Button look="ghost" icon="folder" onClick={pickFile}>
          {t('openFile')}
          <kbd>{MOD} O</kbd>
        </Button>
      </header>
      {sessions.length === 0 ? (
        <p className="none">{t('noRecent')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('file')}</th>
              <th scope="col">{t('changed')}</th>
              <th scope="col" className="num">
                {t('size')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.path} title={session.path}>
                <td>
                  <button type="button" className="filelink" onClick={() => openRecent(session.path)}>
                    <Icon name="file" />
                    <span className="med cut">{session.name}</span>
                  </button>
                </td>
                <td className="mid">{formatDate(session.modifiedAt, i18n.language)}</td>
                <td className="num dim">{formatSize(session.sizeBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
