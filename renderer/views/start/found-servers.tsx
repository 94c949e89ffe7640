// Renderer view: the dev servers found listening on this machine.
import { useTranslation } from 'react-i18next';
import type { FoundServer } from '../../../main/model/protocol.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { splitUrl } from '../../store/row-facts.ts';

export function FoundServers({
  servers,
  looking,
  failed,
  onLook,
  onOpen,
}: {
  readonly servers: readonly FoundServer[] | undefined;
  readonly looking: boolean;
  readonly failed: boolean;
  readonly onLook: () => void;
  readonly onOpen: (url: string) => void;
}) {
  const { t } = useTranslation('start');
  const count = servers?.length ?? 0;
  return (
    <section className="card" aria-labelledby="found">
      <header>
        <h2 id="found" className="med">
          {t('found')}
        </h2>
        {!looking && <span className="dim">{t('servers', { count })}</span>}
        <span className="grow" />
        <Button look="ghost" icon="replay" onClick={onLook} disabled={looking}>
          {t('lookAgain')}
        </Button>
      </header>
      <ul className="found">
        {servers?.map((server) => (
          <li key={server.url}>
            <span className="foundname">
              <span className="med cut">{server.product}</span>
              <span className="dim cut">{server.title ?? ''}</span>
            </span>
            <span className="foundname grow">
              <span className="mono cut">{splitUrl(server.url).host}</span>
              {server.ipv6Only && <span className="t-client">{t('ipv6Only')}</span>}
            </span>
            <Button onClick={() => onOpen(server.url)} aria-label={t('openServer', { address: server.url })}>
              {t('open')}
              <Icon name="forward" />
            </Button>
          </li>
        ))}
        {count === 0 && <li className="none">{failed ? t('lookFailed') : looking ? t('looking') : t('noServers')}</li>}
      </ul>
    </section>
  );
}
