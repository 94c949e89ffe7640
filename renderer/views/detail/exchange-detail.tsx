// View: one exchange in full. Shown below or beside the traffic table, and by a link from anywhere.
import { Tabs } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../main/model/exchange.ts';
import { replayExchange } from '../../frame/actions.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { statusLook } from '../../kit/status-mark.tsx';
import { useSession } from '../../store/session-store.ts';
import { setDetail, setDetailTab, useView } from '../../store/view-store.ts';
import { MessageInspector } from '../sockets/message-inspector.tsx';
import { copyExchange } from '../traffic/copy-exchange.ts';
import { nextTab, shownTab, toTabs, type DetailTab, type TabLook } from './detail-tabs.ts';
import { errorCount, ErrorsTab, useErrorCount } from './errors-tab.tsx';
import { HeadersTab } from './headers-tab.tsx';
import { LogsTab } from './logs-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PayloadTab } from './payload-tab.tsx';
import { ResponseTab } from './response-tab.tsx';
import { SourceMapTab } from './source-map-tab.tsx';
import { TimingTab } from './timing-tab.tsx';
import { TraceChip } from './trace-chip.tsx';
import { TraceTab } from './trace-tab.tsx';
import { useExchange, type ExchangeLookup } from './use-exchange.ts';
import './detail.css';

/** Fills its parent. */
export function ExchangeDetail({ exchangeId }: { readonly exchangeId: string }) {
  const { t } = useTranslation('detail');
  const chosen = useView((state) => state.detailTab);
  const lookup = useExchange(exchangeId);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'Escape') return setDetail(false);
    if (lookup.state !== 'found' || (event.key !== '[' && event.key !== ']')) return;
    event.preventDefault();
    const tabs = toTabs(lookup.exchange, errorCount(lookup.exchange));
    setDetailTab(nextTab(tabs, shownTab(tabs, chosen), event.key === ']' ? 1 : -1));
  };
  return (
    // The first thing to take the focus, and it stays while its content comes: its keys work at once, and a second Enter presses no button.
    <section className="detail" aria-label={t('label')} tabIndex={0} onKeyDown={onKeyDown}>
      <DetailContent lookup={lookup} chosen={chosen} />
    </section>
  );
}

function DetailContent({ lookup, chosen }: { readonly lookup: ExchangeLookup; readonly chosen: string }) {
  const { t } = useTranslation('detail');
  switch (lookup.state) {
    case 'found':
      return <FoundDetail exchange={lookup.exchange} chosen={chosen} />;
    case 'waiting':
      return <BareDetail>{''}</BareDetail>;
    case 'loading':
      return <BareDetail>{t('loading')}</BareDetail>;
    case 'missing':
      return <BareDetail>{t('missing')}</BareDetail>;
    case 'failed':
      return <BareDetail>{t('failed', { message: lookup.message })}</BareDetail>;
  }
}

function BareDetail({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('detail');
  return (
    <>
      <div className="phead">
        <span className="grow" />
        <IconButton icon="close" label={t('close')} shortcut="Esc" onClick={() => setDetail(false)} />
      </div>
      <p className="calm" role="status">
        {children}
      </p>
    </>
  );
}

function FoundDetail({ exchange, chosen }: { readonly exchange: Exchange; readonly chosen: string }) {
  const { t } = useTranslation('detail');
  const tabs = toTabs(exchange, useErrorCount(exchange));
  const tab = shownTab(tabs, chosen);
  return (
    <>
      <DetailHead exchange={exchange} />
      <Tabs.Root value={tab} onValueChange={setDetailTab} className="tabpanel" activationMode="automatic">
        <Tabs.List className="tabs" aria-label={t('tabs')}>
          {tabs.map((look) => (
            <TabName key={look.tab} look={look} exchange={exchange} />
          ))}
        </Tabs.List>
        {tabs.map((look) => (
          <Tabs.Content key={look.tab} value={look.tab} className="tabpanel" tabIndex={-1}>
            {look.tab === tab && <TabBody key={exchange.id} tab={tab} exchange={exchange} />}
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </>
  );
}

function TabName({ look, exchange }: { readonly look: TabLook; readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const name = look.tab === 'messages' ? (exchange.kind === 'websocket' ? 'frames' : 'events') : look.tab;
  return (
    <Tabs.Trigger value={look.tab} className={look.empty ? 'off' : undefined}>
      {t(`tab.${name}`)}
      {look.figure !== undefined && <span className="n">{look.figure}</span>}
    </Tabs.Trigger>
  );
}

function TabBody({ tab, exchange }: { readonly tab: DetailTab; readonly exchange: Exchange }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab exchange={exchange} />;
    case 'headers':
      return <HeadersTab exchange={exchange} />;
    case 'payload':
      return <PayloadTab exchange={exchange} />;
    case 'response':
      return <ResponseTab exchange={exchange} />;
    case 'timing':
      return <TimingTab exchange={exchange} />;
    case 'trace':
      return <TraceTab row={exchange} />;
    case 'map':
      return <SourceMapTab exchange={exchange} />;
    case 'errors':
      return <ErrorsTab row={exchange} />;
    case 'logs':
      return <LogsTab exchange={exchange} />;
    case 'messages':
      return <MessageInspector exchange={exchange} place="detail" />;
  }
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Host and path of an address, apart; the path with its query. */
export function splitUrl(url: string): { readonly host: string; readonly path: string } {
  const match = /^[a-z]+:\/\/([^/?#]*)(.*)$/i.exec(url);
  return match ? { host: match[1] ?? '', path: match[2] === '' ? '/' : (match[2] ?? '') } : { host: '', path: url };
}

function DetailHead({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const live = useSession((state) => state.workspace?.mode === 'live');
  const { shape, tone } = statusLook(exchange);
  const { host, path } = splitUrl(exchange.url);
  const word =
    exchange.state === 'open' || exchange.status === undefined ? t(`state.${exchange.state}`) : exchange.status;
  const tint = tone === 'server' || tone === 'client' || tone === 'redirect' || tone === 'ok' ? tone : '';
  return (
    <header className="phead">
      <span className={`tag ${tint}`}>
        <Mark shape={shape} tone={tone} />
        {word}
      </span>
      <span className="med">{exchange.method}</span>
      <h2 className="cut grow url" title={exchange.url}>
        <span className="dim">{host}</span>
        {path}
      </h2>
      {exchange.trace && <TraceChip traceId={exchange.trace.traceId} row={`exchange ${exchange.id}`} />}
      {live && exchange.kind !== 'websocket' && (
        <Button look="ghost" icon="replay" aria-label={t('replay')} onClick={() => replayExchange(exchange.id)}>
          <span className="hide-tight">{t('replay')}</span>
        </Button>
      )}
      <Button
        look="ghost"
        icon="copy"
        aria-label={t('copyCurl')}
        onClick={() => void copyExchange(exchange.id, 'curl')}
      >
        <span className="hide-tight">{t('copyCurl')}</span>
      </Button>
      <IconButton icon="close" label={t('close')} shortcut="Esc" onClick={() => setDetail(false)} />
    </header>
  );
}
