// View: what happened, in a sentence, then the facts.
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInfo, Exchange, Phase } from '../../../main/model/exchange.ts';
import type { TraceContext } from '../../../main/model/trace.ts';
import { formatCount, formatDuration, formatSize, formatTime, NONE } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { PhaseBar } from '../../kit/phase-bar.tsx';
import { pagePath } from '../../store/page-records.ts';
import { rowFacts } from '../../store/row-facts.ts';
import { useExchangeRow, usePage } from '../../store/session-store.ts';
import { goTo } from '../../store/view-store.ts';
import { HmrCause } from '../hmr/hmr-cause.tsx';
import { longestPhase, toHappening, upstreamName } from './happening.ts';
import { SentenceText } from './sentence-text.tsx';
import { serverTimingsOf } from './timing-rows.ts';
import { usePhaseNames } from './phase-names.ts';

/** The detail's first tab. */
export function OverviewTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const names = usePhaseNames();
  const { timings } = exchange;
  return (
    <div className="detail-cols scroll">
      <div className="padded" tabIndex={0} role="region" aria-label={t('overview.happened')}>
        <h3 className="cap">{t('overview.happened')}</h3>
        <SentenceText sentences={toHappening(exchange)} />
        {exchange.hmrUpdateId !== undefined && <HmrCause id={exchange.hmrUpdateId} />}
        <Facts exchange={exchange} names={names} />
        <Changes exchange={exchange} />
      </div>
      <div className="padded">
        <h3 className="cap">
          <span className="grow">{t('overview.timing')}</span>
          <span>{formatDuration(timings.total)}</span>
        </h3>
        <PhaseBar
          times={timings}
          names={names}
          label={t('overview.timingBar', { total: formatDuration(timings.total) })}
        />
        {exchange.error && (
          <>
            <h3 className="cap gap-above">{t('overview.error')}</h3>
            <div className="problem" role="note">
              <Mark shape="cross" tone="server" />
              <div>
                <div>{exchange.error.message}</div>
                <div className="dim">
                  <span className="mono">{exchange.error.code}</span>{' '}
                  {t(`overview.endedBy.${exchange.error.by}`, { phase: names[exchange.error.phase] })}
                </div>
              </div>
            </div>
          </>
        )}
        <ServerTimings exchange={exchange} />
        <Connections exchange={exchange} />
      </div>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Facts({ exchange, names }: { readonly exchange: Exchange; readonly names: Readonly<Record<Phase, string>> }) {
  const { t } = useTranslation('detail');
  const longest = longestPhase(exchange);
  return (
    <dl className="kv">
      <Fact name={t('fact.route')}>
        {exchange.route === undefined ? (
          t('fact.noRoute')
        ) : (
          <>
            <span className="mono">{exchange.route}</span> → <span className="mono">{upstreamName(exchange)}</span>
          </>
        )}
      </Fact>
      <Fact name={t('fact.started')}>{formatTime(exchange.startedAt)}</Fact>
      <Fact name={t('fact.total')}>
        {formatDuration(exchange.timings.total)}{' '}
        {longest.durationMs > 0 && (
          <span className="dim">
            {t('fact.longest', { phase: names[longest.phase], duration: formatDuration(longest.durationMs) })}
          </span>
        )}
      </Fact>
      <Fact name={t('fact.sent')}>
        <Size body={exchange.requestBody} />
      </Fact>
      <Fact name={t('fact.received')}>
        <Size body={exchange.responseBody} />
      </Fact>
      <Fact name={t('fact.protocol')}>
        {exchange.httpVersion}
        {exchange.subprotocol !== undefined && <span className="dim"> {exchange.subprotocol}</span>}
        {exchange.extensions !== undefined && <span className="dim"> {exchange.extensions}</span>}
      </Fact>
      <Fact name={t('fact.kind')}>{exchange.kind}</Fact>
      {exchange.trace && <Fact name={t('fact.trace')}>{traceOrigin(exchange.trace, t)}</Fact>}
      {exchange.trace?.requestId !== undefined && (
        <Fact name={t('fact.requestId')}>
          <span className="mono">{exchange.trace.requestId}</span>
        </Fact>
      )}
      <Cause exchange={exchange} />
      {exchange.close && (
        <Fact name={t('fact.close')}>
          {[exchange.close.code, exchange.close.reason].filter((part) => part !== undefined && part !== '').join(' ')}{' '}
          <span className="dim">{t(`fact.closedBy.${exchange.close.by}`)}</span>
        </Fact>
      )}
    </dl>
  );
}

function traceOrigin({ source, field = source, sampled }: TraceContext, t: TFunction<'detail'>): string {
  const origin = source === 'generated' ? t('traceOrigin.begun') : t('traceOrigin.read', { field });
  return sampled === false ? `${origin}, ${t('traceOrigin.notSampled')}` : origin;
}

/** What asked for it: the action of a person, the browser's word, the page. */
function Cause({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const { initiator, pageId } = exchange;
  const page = usePage(pageId);
  const row = useExchangeRow(page?.documentExchangeId ?? pageId);
  return (
    <>
      {initiator?.action !== undefined && <Fact name={t('fact.action')}>{initiator.action}</Fact>}
      {initiator && <Fact name={t('fact.initiator')}>{initiator.type}</Fact>}
      {pageId !== undefined && pageId !== exchange.id && (
        <Fact name={t('fact.page')}>
          {row ? (
            <button type="button" className="link cut" onClick={() => goTo('traffic', row.id)}>
              {page ? pagePath(page) : rowFacts(row).url.path}
            </button>
          ) : (
            `#${pageId}`
          )}
        </Fact>
      )}
    </>
  );
}

/** What Throughline did to it on its way. */
function Changes({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const { changes = [] } = exchange;
  if (changes.length === 0) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('overview.changes')}</h3>
      <ul className="changes">
        {changes.map(({ code, message }, index) => (
          <li key={index} className="problem">
            <Mark shape="hollow" tone="pending" />
            <div>
              {message} <span className="mono dim">{code}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Size({ body }: { readonly body: BodyInfo }) {
  const { t } = useTranslation('detail');
  if (body.sizeBytes === 0) return <>{NONE}</>;
  const said = [body.contentType?.split(';')[0], body.encoding].filter(Boolean).join(', ');
  return (
    <>
      {formatSize(body.sizeBytes)} <span className="dim">{said}</span>{' '}
      {body.truncated && <span className="tag client">{t('body.cutTag', { kept: formatSize(body.keptBytes) })}</span>}
    </>
  );
}

/** What the back end said of its own time. */
function ServerTimings({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const told = serverTimingsOf(exchange);
  if (told.length === 0) return null;
  return (
    <>
      <h3 className="cap gap-above">{t('overview.serverTimings')}</h3>
      <dl className="kv">
        {told.map(({ name, durationMs, description }, index) => (
          <Fact key={index} name={name}>
            {durationMs === undefined ? NONE : formatDuration(durationMs)} <span className="dim">{description}</span>
          </Fact>
        ))}
      </dl>
    </>
  );
}

function Connections({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const { connection, clientConnection } = exchange;
  return (
    <>
      <h3 className="cap gap-above">{t('overview.connections')}</h3>
      <dl className="kv">
        <Fact name={t('connection.upstream')}>
          {connection === undefined
            ? t('connection.none')
            : connection.reused
              ? t('connection.reused', { id: connection.id, idle: formatDuration(connection.idleMs) })
              : t('connection.fresh', { id: connection.id })}
        </Fact>
        {clientConnection && (
          <Fact name={t('connection.client')}>
            {t('connection.clientText', {
              id: clientConnection.id,
              place: formatCount(clientConnection.requestIndex + 1),
            })}
          </Fact>
        )}
      </dl>
    </>
  );
}
