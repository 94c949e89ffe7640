// Renderer frame: address, totals, drops, file.
import { useTranslation } from 'react-i18next';
import type { SamplingCount } from '../../main/model/rules.ts';
import { formatCount, formatSize } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Mark } from '../kit/mark.tsx';
import { LANGUAGES } from '../store/preferences.ts';
import { splitUrl } from '../store/row-facts.ts';
import type { SessionState } from '../store/session-state.ts';
import { useSession } from '../store/session-store.ts';
import { say, useView } from '../store/view-store.ts';
import { chooseLanguage } from './actions.ts';
import { useCalm } from './counts.ts';

const readRequests = (state: SessionState) => state.foldedRows + state.rows.length;
const readBytes = (state: SessionState) => state.totals.bytes;
const readOpen = (state: SessionState) => state.totals.openSockets;
const readLogs = (state: SessionState) => state.telemetry?.logs.total ?? 0;
const readCut = (state: SessionState) => state.totals.cut;

export function StatusBar({ bare }: { readonly bare: boolean }) {
  return (
    <footer className="status" data-region="status">
      <Address bare={bare} />
      {bare ? <StartWords /> : <Totals />}
      <SaidLine />
      <span className="grow" />
      {bare ? <Languages /> : <Trouble />}
      <Place bare={bare} />
    </footer>
  );
}

function Address({ bare }: { readonly bare: boolean }) {
  const { t } = useTranslation('frame');
  const link = useSession((state) => state.link);
  const workspace = useSession((state) => state.workspace);
  const text =
    link !== 'live'
      ? t(`link.${link}`)
      : bare
        ? t('ready')
        : workspace?.mode === 'file'
          ? workspace.name
          : workspace?.proxyUrl === undefined
            ? t('notListening')
            : splitUrl(workspace.proxyUrl).host;
  return (
    <span className="row">
      <Mark
        shape={link === 'live' ? 'dot' : link === 'lost' ? 'cross' : 'dashed'}
        tone={link === 'live' ? 'ok' : link === 'lost' ? 'server' : 'pending'}
      />
      <b>{text}</b>
    </span>
  );
}

function StartWords() {
  const { t } = useTranslation('frame');
  return <span>{t('nothingRecorded')}</span>;
}

function Totals() {
  const { t } = useTranslation('frame');
  const requests = useCalm(readRequests);
  const bytes = useCalm(readBytes);
  const open = useCalm(readOpen);
  const logs = useCalm(readLogs);
  const paused = useSession((state) => state.status?.state === 'paused');
  return (
    <>
      {paused && (
        <span className="row">
          <Mark shape="triangle" tone="client" />
          <b>{t('paused')}</b>
        </span>
      )}
      <span>{t('requests', { count: requests, shown: formatCount(requests) })}</span>
      <span>
        <b>{formatSize(bytes)}</b>
      </span>
      <span className="hide-small">{t('openSockets', { count: open, shown: formatCount(open) })}</span>
      {logs > 0 && <span className="hide-small">{t('logLines', { count: logs, shown: formatCount(logs) })}</span>}
    </>
  );
}

function SaidLine() {
  const { t } = useTranslation('frame');
  const said = useView((state) => state.said);
  return (
    <span className="row said" role="status">
      {said && (
        <>
          {said.level !== 'info' && <Mark shape="triangle" tone={said.level === 'error' ? 'server' : 'client'} />}
          <span className="cut">{t(said.key, said.slots ?? {})}</span>
          <button type="button" className="plain" aria-label={t('dismiss')} onClick={() => say(null)}>
            <Icon name="close" small />
          </button>
        </>
      )}
    </span>
  );
}

function Trouble() {
  const { t } = useTranslation('frame');
  const dropped = useSession((state) => state.status?.dropped ?? 0);
  const sampling = useSession((state) => state.status?.sampling);
  const cut = useCalm(readCut);
  const otlp = useSession((state) => state.workspace?.telemetry?.otlpUrl);
  return (
    <>
      {otlp !== undefined && (
        <span className="hide-narrow" title={t('otlpHint', { url: otlp })}>
          {t('otlp', { port: splitUrl(otlp).host.replace(/^.*:/, '') })}
        </span>
      )}
      {cut > 0 && (
        <span className="row" title={t('cutHint')}>
          <Mark shape="triangle" tone="client" />
          {t('cut', { count: cut, shown: formatCount(cut) })}
        </span>
      )}
      {sampling !== undefined && (
        <span className="row" title={t('sampledHint', { rules: sampling.map(toSampled).join(', ') })}>
          {t('sampled', { shown: formatCount(sampling.reduce((sum, { left }) => sum + left, 0)) })}
        </span>
      )}
      <span className="row" title={t('droppedHint')}>
        {dropped > 0 && <Mark shape="triangle" tone="client" />}
        {t('dropped', { count: dropped, shown: formatCount(dropped) })}
      </span>
    </>
  );
}

function toSampled({ match, seen, left }: SamplingCount): string {
  return `${match} ${formatCount(left)}/${formatCount(seen)}`;
}

function Place({ bare }: { readonly bare: boolean }) {
  const { t } = useTranslation('frame');
  const workspace = useSession((state) => state.workspace);
  if (!workspace) return null;
  if (bare) return <span>{t('version', { version: workspace.version })}</span>;
  return (
    <span className="hide-narrow" title={workspace.sessionPath}>
      {t(workspace.mode === 'file' ? 'openedFile' : 'recordingTo', { name: workspace.name })}
    </span>
  );
}

function Languages() {
  const { t } = useTranslation('common');
  return LANGUAGES.map((language) => (
    <button key={language} type="button" className="plain" lang={language} onClick={() => chooseLanguage(language)}>
      {t(`language.${language}`)}
    </button>
  ));
}
