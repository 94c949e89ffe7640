// View: one body in the best way its type allows, and what is missing of it said first.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInfo, BodySide, Exchange } from '../../../main/model/exchange.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount, formatSize } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { NoticeLine } from '../../kit/notice.tsx';
import { BodyContent } from './body-content.tsx';
import { copyText } from '../../frame/copy-text.ts';
import { bodyWarnings, chosenMode, toBodyModes, waitsForWord, type BodyMode } from './body-modes.ts';
import { decodeText, parseContentType, toBodyType } from './body-type.ts';
import { Chip } from './controls.tsx';
import { bodyAddress, readBody, type BodyAnswer } from './read-body.ts';
import { useAnswer, useLate } from './use-answer.ts';

interface BodyViewProps {
  readonly exchange: Exchange;
  readonly side: BodySide;
}

/** Mount it anew (by key) for another exchange or side. */
export function BodyView({ exchange, side }: BodyViewProps) {
  const { t } = useTranslation('detail');
  const body = side === 'request' ? exchange.requestBody : exchange.responseBody;
  const [asked, setAsked] = useState(false);
  if (body.sizeBytes === 0) return <p className="calm">{t(`body.none.${noneReason(exchange, side)}`)}</p>;
  if (body.keptBytes === 0) return <p className="calm">{t('body.notKept', { size: formatSize(body.sizeBytes) })}</p>;
  if (waitsForWord(body) && !asked) {
    return (
      <div className="bodyview">
        <Warnings body={body} running={isRunning(exchange)} />
        <div className="calm">
          <p>{t('body.large', { size: formatSize(body.keptBytes) })}</p>
          <Button onClick={() => setAsked(true)}>{t('body.open')}</Button>
        </div>
      </div>
    );
  }
  return <FetchedBody exchange={exchange} side={side} body={body} />;
}

/** Why there is no body: a key below `body.none`. */
export function noneReason(exchange: Exchange, side: BodySide): string {
  if (side === 'request') return 'request';
  if (exchange.method === 'HEAD') return 'head';
  if (exchange.status === 204 || exchange.status === 304 || exchange.status === 101) return 'status';
  if (exchange.state === 'pending') return 'pending';
  return exchange.state === 'failed' ? 'failed' : 'response';
}

function FetchedBody({ exchange, side, body }: BodyViewProps & { readonly body: BodyInfo }) {
  const { t } = useTranslation('detail');
  const [raw, setRaw] = useState(false);
  const [reload, setReload] = useState(0);
  const running = isRunning(exchange);
  const address = bodyAddress(exchange.id, side, raw, window.location.search);
  const key = `${address} ${running ? reload : 'ended'}`;
  const answer = useAnswer(address, key, (signal) => readBody(address, signal));
  const late = useLate(answer.busy && !answer.value);
  const { value } = answer;
  return (
    <div className="bodyview">
      <Warnings body={body} running={running} onReload={() => setReload((count) => count + 1)} />
      {value?.fault !== undefined && !raw && (
        <NoticeLine
          level="warning"
          title={t(value.fault === 'body-too-large' ? 'body.faultLarge' : 'body.fault', {
            encoding: body.encoding ?? '',
            code: value.fault,
          })}
        />
      )}
      {answer.error !== undefined ? (
        <p className="calm">{t('body.failed', { message: answer.error })}</p>
      ) : value ? (
        <ShownBody
          // Another coding is another body.
          key={String(raw)}
          exchange={exchange}
          body={body}
          answer={value}
          address={address}
          raw={raw}
          rawSwitch={
            body.encoding !== undefined && (
              <span className="chips" role="group" aria-label={t('body.coding')}>
                <Chip on={!raw} onClick={() => setRaw(false)}>
                  {t('body.decoded')}
                </Chip>
                <Chip on={raw} onClick={() => setRaw(true)}>
                  {t('body.asSent')}
                </Chip>
              </span>
            )
          }
        />
      ) : (
        <p className="calm">{late ? t('loading') : ''}</p>
      )}
    </div>
  );
}

function isRunning({ state }: Exchange): boolean {
  return state === 'streaming' || state === 'pending' || state === 'open';
}

interface WarningsProps {
  readonly body: BodyInfo;
  readonly running: boolean;
  /** Reads again what has come; absent where nothing is read yet. */
  readonly onReload?: () => void;
}

/** What is missing of a body. */
function Warnings({ body, running, onReload }: WarningsProps) {
  const { t } = useTranslation('detail');
  return bodyWarnings(body, running).map((warning) => (
    <NoticeLine
      key={warning}
      level={warning === 'arriving' ? 'info' : 'warning'}
      title={t(`body.${warning}`, { size: formatSize(body.sizeBytes), kept: formatSize(body.keptBytes) })}
    >
      {warning === 'arriving' && onReload && (
        <Button look="ghost" onClick={onReload}>
          {t('body.showSoFar')}
        </Button>
      )}
    </NoticeLine>
  ));
}

interface ShownBodyProps {
  readonly exchange: Exchange;
  readonly body: BodyInfo;
  readonly answer: BodyAnswer;
  readonly address: string;
  readonly raw: boolean;
  readonly rawSwitch: ReactNode;
}

function ShownBody({ exchange, body, answer, address, raw, rawSwitch }: ShownBodyProps) {
  const { t } = useTranslation('detail');
  const [chosen, setChosen] = useState<BodyMode>();
  const { bytes } = answer;
  const contentType = parseContentType(body.contentType);
  const coded = raw && body.encoding !== undefined;
  const type = coded ? 'binary' : toBodyType(contentType, bytes);
  const modes = toBodyModes(type, contentType.essence);
  const mode = chosenMode(modes, chosen);
  return (
    <>
      <div className="bar sub">
        <span className="chips" role="group" aria-label={t('body.mode')}>
          {modes.map((name) => (
            <Chip key={name} on={name === mode} onClick={() => setChosen(name)}>
              {t(`body.mode.${name}`)}
            </Chip>
          ))}
        </span>
        {rawSwitch}
        <span className="grow" />
        <span className="dim cut hide-tight">{describe(body, bytes.length, coded, t)}</span>
        <button
          type="button"
          className="btn ghost icon"
          aria-label={t('body.copy')}
          title={t('body.copy')}
          onClick={() => copyText(decodeText(bytes, contentType.charset))}
        >
          <Icon name="copy" small />
        </button>
      </div>
      <div className="bodymain">
        <BodyContent
          mode={mode}
          bytes={bytes}
          contentType={contentType}
          address={address}
          path={exchange.url.split('?')[0] ?? ''}
        />
      </div>
    </>
  );
}

/** `application/json, gzip, 412 B → 486 B, complete` */
function describe(body: BodyInfo, shownBytes: number, coded: boolean, t: (key: string) => string): string {
  const sizes =
    body.encoding === undefined || coded
      ? exactSize(body.sizeBytes)
      : `${exactSize(body.sizeBytes)} → ${exactSize(shownBytes)}`;
  const parts = [
    body.contentType?.split(';')[0],
    body.encoding,
    sizes,
    t(body.complete && !body.truncated ? 'body.complete' : 'body.part'),
  ];
  return parts.filter(Boolean).join(', ');
}

function exactSize(bytes: number): string {
  return bytes < 10_000 ? `${formatCount(bytes)} B` : formatSize(bytes);
}
