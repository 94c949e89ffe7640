// View: how spans come in here, where none came yet.
import { useTranslation } from 'react-i18next';
import { copyText } from '../../frame/copy-text.ts';
import { IconButton } from '../../kit/button.tsx';
import { useSession } from '../../store/session-store.ts';

/** Says where to send spans; where no receiver runs, why there will be none. */
export function SpanHelp() {
  const { t } = useTranslation('traces');
  const url = useSession((state) => state.workspace?.telemetry?.otlpUrl);
  const live = useSession((state) => state.workspace?.mode === 'live');
  if (!live) return <p className="say">{t('help.file')}</p>;
  if (url === undefined) return <p className="say">{t('help.off')}</p>;
  const line = `OTEL_EXPORTER_OTLP_ENDPOINT=${url}`;
  return (
    <>
      <p className="say">{t('help.send')}</p>
      <p className="address row">
        <code className="mono grow cut" title={line}>
          {line}
        </code>
        <IconButton icon="copy" label={t('help.copy')} onClick={() => void copyText(line)} />
      </p>
      <p className="hint dim">{t('help.then')}</p>
    </>
  );
}
