// View: HMR that goes round the proxy, how it is known, and the setting that mends it.
import { useTranslation } from 'react-i18next';
import { copyText } from '../../frame/copy-text.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { useSession } from '../../store/session-store.ts';
import { goTo } from '../../store/view-store.ts';
import type { Unseen } from './hmr-unseen.ts';

/** What to write into webpack's configuration: host and port as the page's own. */
const WEBPACK_SETTING = "devServer: { client: { webSocketURL: 'auto://0.0.0.0:0/ws' } }";

/** The setting that brings the connection through the proxy. */
export function mendingSetting(kind: Unseen['kind'], proxyUrl: string | undefined): string {
  if (kind === 'webpack') return WEBPACK_SETTING;
  const [, host = '127.0.0.1', port = '8888'] = /^[a-z]+:\/\/(.*):(\d+)/i.exec(proxyUrl ?? '') ?? [];
  return `server: { hmr: { host: '${host}', clientPort: ${port} } }`;
}

export function UnseenNotice({ unseen }: { readonly unseen: Unseen }) {
  const { t } = useTranslation('hmr');
  const proxyUrl = useSession((state) => state.workspace?.proxyUrl);
  const { kind, path, host, exchangeId, refusedId } = unseen;
  const setting = mendingSetting(kind, proxyUrl);
  return (
    <section className="unseen-hmr" aria-label={t('unseen.title')}>
      <h2 className="row">
        <Mark shape="triangle" tone="client" />
        {t('unseen.title')}
      </h2>
      <p className="say">
        {t(`unseen.${kind}`, { path, host })} {refusedId !== undefined && t('unseen.refused')}
      </p>
      <p className="mid">{t(kind === 'vite' ? 'unseen.viteMend' : 'unseen.mend')}</p>
      <div className="row">
        <code className="code setting">{setting}</code>
        <IconButton icon="copy" label={t('unseen.copy')} className="small" onClick={() => copyText(setting)} />
      </div>
      <p className="mid">{t('unseen.then')}</p>
      <div className="row">
        <Button onClick={() => goTo('traffic', exchangeId)}>{t('unseen.request')}</Button>
        {refusedId !== undefined && (
          <Button onClick={() => goTo('sockets', refusedId)}>{t('unseen.connection')}</Button>
        )}
      </div>
    </section>
  );
}
