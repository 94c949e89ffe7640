// View: each phase on one axis, what it means, and the connections it ran on.
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange, Phase, ServerTiming } from '../../../main/model/exchange.ts';
import { formatCount, formatDuration, formatOffset, formatSize, formatTime, NONE } from '../../kit/format.ts';
import { upstreamName } from './happening.ts';
import { usePhaseNames } from './phase-names.ts';
import { axisMs, serverTimingsOf, toPhaseRows, type PhaseRow } from './timing-rows.ts';

/** The Timing tab. */
export function TimingTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const names = usePhaseNames();
  const whole = axisMs(exchange.timings);
  const rows = toPhaseRows(exchange);
  return (
    <div className="detail-cols wide-first scroll">
      <div tabIndex={0} role="region" aria-label={t('timing.phases')}>
        <div className="tim" role="table" aria-label={t('timing.phases')}>
          <div role="row">
            <span role="columnheader">{t('timing.phase')}</span>
            <span role="columnheader" className="num">
              {t('timing.time')}
            </span>
            <span role="columnheader" className="axis">
              <span>0</span>
              <span>{formatDuration(whole)}</span>
            </span>
            <span role="columnheader" className="means">
              {t('timing.means')}
            </span>
          </div>
          {rows.map((row) => (
            <Fragment key={row.phase}>
              <PhaseLine
                row={row}
                whole={whole}
                name={names[row.phase]}
                means={<Means row={row} exchange={exchange} />}
              />
              {row.phase === 'wait' && <ToldLines told={serverTimingsOf(exchange)} from={row.offsetMs} whole={whole} />}
            </Fragment>
          ))}
        </div>
      </div>
      <ConnectionFacts exchange={exchange} />
    </div>
  );
}

interface ToldLinesProps {
  readonly told: readonly ServerTiming[];
  /** Where the wait begins: when in it something was is not told. */
  readonly from: number;
  readonly whole: number;
}

/** What the back end said of the wait. */
function ToldLines({ told, from, whole }: ToldLinesProps) {
  const { t } = useTranslation('detail');
  if (told.length === 0) return null;
  return (
    <>
      <div role="row">
        <span role="cell" className="full dim sub">
          {t('timing.serverTold')}
        </span>
      </div>
      {told.map(({ name, durationMs, description }, index) => (
        <div role="row" key={index}>
          <span role="rowheader" className="mid sub">
            {name}
          </span>
          <span role="cell" className="num">
            {durationMs === undefined ? NONE : formatDuration(durationMs)}
          </span>
          <span role="cell" className="lane">
            {durationMs !== undefined && <Bar kind="told" from={from} duration={durationMs} whole={whole} />}
          </span>
          <span role="cell" className="means dim">
            {description ?? t('timing.serverUnplaced')}
          </span>
        </div>
      ))}
    </>
  );
}

interface PhaseLineProps {
  readonly row: PhaseRow;
  readonly whole: number;
  readonly name: string;
  readonly means: ReactNode;
}

function PhaseLine({ row, whole, name, means }: PhaseLineProps) {
  const { durationMs } = row;
  const needed = durationMs !== undefined;
  return (
    <div role="row">
      <span role="rowheader" className={needed ? '' : 'dim'}>
        <i className={`leg ${row.phase}${needed ? '' : ' off'}`} />
        {name}
      </span>
      <span role="cell" className={needed ? 'num' : 'num dim'} title={needed ? formatOffset(row.offsetMs) : undefined}>
        {needed ? formatDuration(durationMs) : NONE}
      </span>
      <span role="cell" className="lane">
        {needed && <Bar kind={row.phase} from={row.offsetMs} duration={durationMs} whole={whole} />}
      </span>
      <span role="cell" className="means dim">
        {means}
      </span>
    </div>
  );
}

interface BarProps {
  readonly kind: Phase | 'told';
  readonly from: number;
  readonly duration: number;
  readonly whole: number;
}

function Bar({ kind, from, duration, whole }: BarProps) {
  const left = Math.min(99.5, (from / whole) * 100);
  const width = Math.min(100 - left, (duration / whole) * 100);
  return <i className={`ph ${kind} first last`} style={{ left: `${left}%`, width: `${width}%` }} />;
}

function Means({ row, exchange }: { readonly row: PhaseRow; readonly exchange: Exchange }): ReactNode {
  const { t } = useTranslation('detail');
  if (row.running) return t(`timing.running.${row.phase === 'receive' ? 'receive' : 'wait'}`);
  if (row.durationMs === undefined) {
    const reused = exchange.connection?.reused === true && ['dns', 'connect', 'tls'].includes(row.phase);
    return t(reused ? 'timing.notNeededReused' : 'timing.notNeeded');
  }
  return t(`timing.means.${row.phase}`, {
    upstream: upstreamName(exchange),
    sent: formatSize(exchange.requestBody.sizeBytes),
    received: formatSize(exchange.responseBody.sizeBytes),
  });
}

function Facts({
  title,
  facts,
}: {
  readonly title: string;
  readonly facts: readonly (readonly [string, string | undefined])[];
}) {
  return (
    <>
      <h3 className="cap">{title}</h3>
      <dl className="kv">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name} className="fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

function ConnectionFacts({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const { connection, clientConnection } = exchange;
  return (
    <div className="padded" tabIndex={0} role="region" aria-label={t('overview.connections')}>
      <BrowserFacts exchange={exchange} />
      {connection === undefined ? (
        <>
          <h3 className="cap">{t('timing.toUpstream')}</h3>
          <p className="mid">{t('connection.none')}</p>
        </>
      ) : (
        <Facts
          title={t('timing.toUpstream')}
          facts={[
            [t('connection.number'), `#${connection.id}`],
            [t('connection.reusedName'), t(connection.reused ? 'connection.yes' : 'connection.no')],
            [t('connection.idle'), connection.idleMs === undefined ? undefined : formatDuration(connection.idleMs)],
            [t('connection.address'), connection.remoteAddress],
            [t('connection.localPort'), connection.localPort === undefined ? undefined : String(connection.localPort)],
          ]}
        />
      )}
      <div className="gap-above" />
      <Facts
        title={t('timing.fromBrowser')}
        facts={[
          [t('connection.number'), clientConnection === undefined ? NONE : `#${clientConnection.id}`],
          [
            t('connection.request'),
            clientConnection && t('connection.place', { place: formatCount(clientConnection.requestIndex + 1) }),
          ],
          [t('fact.protocol'), exchange.httpVersion],
        ]}
      />
    </div>
  );
}

/** The same request as the browser measured it; it waits before the proxy hears of it. */
function BrowserFacts({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const { browserTiming } = exchange;
  if (!browserTiming) return null;
  const { startedAt, queuedMs, responseStartMs, durationMs, transferBytes } = browserTiming;
  return (
    <>
      <Facts
        title={t('timing.byBrowser')}
        facts={[
          [
            t('browser.started'),
            `${formatTime(startedAt)} (${formatOffset(Math.round(startedAt - exchange.startedAt))})`,
          ],
          [t('browser.queued'), formatDuration(queuedMs)],
          [t('browser.responseStart'), responseStartMs === undefined ? undefined : formatDuration(responseStartMs)],
          [t('browser.duration'), formatDuration(durationMs)],
          [
            t('browser.transfer'),
            transferBytes === undefined
              ? undefined
              : transferBytes === 0
                ? t('browser.cached')
                : formatSize(transferBytes),
          ],
        ]}
      />
      <div className="gap-above" />
    </>
  );
}
