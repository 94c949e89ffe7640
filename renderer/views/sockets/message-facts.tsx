// View: a connection's figures: counts, sizes, heartbeat, how it ended, its rate.
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Exchange, ExchangeRow } from '../../../main/model/exchange.ts';
import { formatCount, formatDuration, formatShare, formatSize, NONE } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import type { MessageFigures, Rates } from './message-stats.ts';

interface MessageFactsProps {
  readonly exchange: ExchangeRow & Partial<Pick<Exchange, 'close'>>;
  readonly figures: MessageFigures;
}

/** One line of figures. */
export function MessageFacts({ exchange, figures }: MessageFactsProps) {
  const { t } = useTranslation('sockets');
  const socket = exchange.kind === 'websocket';
  return (
    <div className="facts">
      <Figure name={socket ? t('facts.frames') : t('facts.events')}>
        {socket && (
          <>
            <span className="way out">
              <Mark shape="out" label={t('direction.out')} />
            </span>{' '}
            {formatCount(figures.countOut)}{' '}
          </>
        )}
        <span className={socket ? 'way in' : 'way stream'}>
          <Mark shape="in" label={t('direction.in')} />
        </span>{' '}
        {formatCount(figures.countIn)}
      </Figure>
      {socket ? (
        <>
          <Figure name={t('facts.wire')}>
            {formatSize(figures.wireBytes)}{' '}
            <span className="dim">{t('facts.of', { size: formatSize(figures.payloadBytes) })}</span>
          </Figure>
          <Figure name={t('facts.deflate')}>
            {figures.savedShare === undefined ? NONE : formatShare(figures.savedShare)}
          </Figure>
          <Figure name={t('facts.heartbeat')}>{heartbeatText(figures, t)}</Figure>
          <Figure name={t('facts.close')}>
            <CloseText exchange={exchange} />
          </Figure>
        </>
      ) : (
        <>
          <Figure name={t('facts.data')}>{formatSize(figures.payloadBytes)}</Figure>
          <Figure name={t('facts.gap')}>{formatDuration(figures.gapMs)}</Figure>
        </>
      )}
      <div className="figure rate">
        <div className="dim cut">{t('facts.rate')}</div>
        <RatePicture rates={figures.rates} socket={socket} />
      </div>
    </div>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="figure">
      <div className="dim">{name}</div>
      <div className="med nowrap">{children}</div>
    </div>
  );
}

function heartbeatText(figures: MessageFigures, t: TFunction): string {
  const { beatGapMs, beatAnswerMs } = figures;
  if (beatGapMs === undefined) return t('facts.noHeartbeat');
  const every = formatDuration(beatGapMs);
  if (beatAnswerMs === undefined) return t('facts.everyUnanswered', { every });
  return t('facts.every', { every, answer: formatDuration(beatAnswerMs) });
}

function CloseText({ exchange }: { readonly exchange: MessageFactsProps['exchange'] }) {
  const { t } = useTranslation('sockets');
  const { close, error } = exchange;
  if (close) {
    return (
      <>
        {close.code ?? NONE} <span className="dim">{t(`facts.by.${close.by}`)}</span>
      </>
    );
  }
  if (error) return <span className="t-client">{error.code}</span>;
  return <span className="dim">{exchange.state === 'open' ? t('facts.notYet') : NONE}</span>;
}

function RatePicture({ rates, socket }: { readonly rates: Rates; readonly socket: boolean }) {
  const { t } = useTranslation('sockets');
  const most = Math.max(1, ...rates.counts);
  const perSecond = Math.round((most / rates.widthMs) * 1000 * 10) / 10;
  const width = Math.max(rates.counts.length, 20);
  return (
    <svg
      className={socket ? 'rates' : 'rates stream'}
      viewBox={`0 0 ${width} 18`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('facts.peak', { peak: perSecond })}
    >
      <rect x="0" y="17" width={width} height="1" className="base" />
      {rates.counts.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1.5, (count / most) * 16);
        return <rect key={index} x={index + 0.1} y={17 - height} width="0.8" height={height} />;
      })}
    </svg>
  );
}
