// View: header fields at the four points, side by side, in wire order and case.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../main/model/exchange.ts';
import type { RuleEffect } from '../../../main/model/rules.ts';
import { formatTime } from '../../kit/format.ts';
import { Check, Chip, Query } from './controls.tsx';
import { filterHeaderLines, toHeaderLines, type HeaderLine } from './header-diff.ts';
import { maskSecret, tokenExpiry } from './secret.ts';

type Side = 'request' | 'response';

const NONE: readonly RuleEffect[] = [];

/** All fields of one side: before and after the proxy. */
export function headerLinesOf(exchange: Exchange, side: Side): readonly HeaderLine[] {
  return side === 'request'
    ? toHeaderLines(exchange.requestHeaders, exchange.upstreamRequestHeaders)
    : toHeaderLines(exchange.upstreamResponseHeaders, exchange.responseHeaders);
}

/** The Headers tab. */
export function HeadersTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const [side, setSide] = useState<Side>('request');
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const [secrets, setSecrets] = useState(false);
  const [text, setText] = useState('');
  const effects = (exchange.rules ?? NONE).filter((effect) => effect.side === side);
  const lines = { request: headerLinesOf(exchange, 'request'), response: headerLinesOf(exchange, 'response') };
  const shown = filterHeaderLines(lines[side], { onlyDifferences, text });
  const differences = lines[side].filter((line) => line.change !== 'same').length;
  const trailers = side === 'request' ? exchange.requestTrailers : exchange.responseTrailers;
  return (
    <>
      <div className="bar sub">
        <span className="chips" role="group" aria-label={t('headers.side')}>
          <Chip on={side === 'request'} onClick={() => setSide('request')}>
            {t('headers.request', { count: exchange.requestHeaders.length })}
          </Chip>
          <Chip on={side === 'response'} onClick={() => setSide('response')}>
            {t('headers.response', { count: exchange.responseHeaders.length })}
          </Chip>
        </span>
        <span className="sep" />
        <Check checked={onlyDifferences} onChange={setOnlyDifferences}>
          {t('headers.onlyDifferences')} <span className="dim">{differences}</span>
        </Check>
        <Check checked={secrets} onChange={setSecrets}>
          {t('headers.showSecrets')}
        </Check>
        <Query value={text} onChange={setText} label={t('headers.filter')} />
        <span className="grow" />
        <span className="dim hide-tight">{t('headers.wireOrder')}</span>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('headers.region')}>
        <HeaderTable lines={shown} side={side} secrets={secrets} effects={effects} />
        {shown.length === 0 && (
          <p className="calm">{lines[side].length === 0 ? t(`headers.none.${side}`) : t('headers.noMatch')}</p>
        )}
        {side === 'response' &&
          exchange.informational.map((interim, index) => (
            <Extra key={index} title={t('headers.interim', { status: interim.status })}>
              <HeaderTable lines={toHeaderLines(interim.headers, interim.headers)} side={side} secrets={secrets} />
            </Extra>
          ))}
        {trailers.length > 0 && (
          <Extra title={t('headers.trailers')}>
            <HeaderTable lines={toHeaderLines(trailers, trailers)} side={side} secrets={secrets} />
          </Extra>
        )}
      </div>
    </>
  );
}

function Extra({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="hdr-title">{title}</h3>
      {children}
    </section>
  );
}

interface TableProps {
  readonly lines: readonly HeaderLine[];
  readonly side: Side;
  readonly secrets: boolean;
  readonly effects?: readonly RuleEffect[];
}

function HeaderTable({ lines, side, secrets, effects = NONE }: TableProps) {
  const { t } = useTranslation('detail');
  if (lines.length === 0) return null;
  const [before, after] =
    side === 'request' ? ['browserToProxy', 'proxyToUpstream'] : ['upstreamToProxy', 'proxyToBrowser'];
  return (
    <div className="hdr" role="table" aria-label={t(`headers.${side}Table`)}>
      <div role="row">
        <span role="columnheader">{t(`headers.${side}Name`)}</span>
        <span role="columnheader">{t(`headers.${before}`)}</span>
        <span role="columnheader">{t(`headers.${after}`)}</span>
        <span role="columnheader">{t('headers.difference')}</span>
      </div>
      {lines.map((line, index) => (
        <div role="row" key={index}>
          <span role="rowheader">
            {line.name}
            {line.renamed !== undefined && <span className="dim"> → {line.renamed}</span>}
          </span>
          <Value
            line={line}
            value={line.before}
            tint={line.change === 'added' ? 'same' : line.change}
            secrets={secrets}
          />
          <Value
            line={line}
            value={line.after}
            tint={line.change === 'removed' ? 'same' : line.change}
            secrets={secrets}
          />
          <span role="cell" className={`word med ${TONES[line.change]}`}>
            {line.change !== 'same' && t(`headers.${line.change}`)}
            {rulesOf(line, effects).map((rule) => (
              <span key={rule} className="dim">
                {' '}
                {t('headers.byRule', { rule })}
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

/** The rules that changed a line; a field that was renamed is removed under the one name and added under the other. */
function rulesOf({ name, change, before, after }: HeaderLine, effects: readonly RuleEffect[]): readonly string[] {
  if (change === 'same') return [];
  const key = name.toLowerCase();
  const ids = effects
    .filter(
      (effect) =>
        effect.name.toLowerCase() === key ||
        (effect.action === 'rename' && before === undefined && after !== undefined && effect.after.includes(after)),
    )
    .map(({ ruleId }) => ruleId);
  return [...new Set(ids)];
}

const TONES = { same: '', changed: 't-client', added: 't-ok', removed: 't-server' } as const;

interface ValueProps {
  readonly line: HeaderLine;
  readonly value: string | undefined;
  readonly tint: HeaderLine['change'];
  readonly secrets: boolean;
}

function Value({ line, value, tint, secrets }: ValueProps) {
  const { t } = useTranslation('detail');
  if (value === undefined) {
    return (
      <span role="cell" className="mono dim">
        –
      </span>
    );
  }
  const shown = secrets ? value : maskSecret(line.name, value);
  const expiry = shown === value ? undefined : tokenExpiry(value);
  return (
    <span role="cell" className={tint === 'same' ? 'mono' : `mono ${tint}`}>
      {shown}
      {shown !== value && (
        <span className="dim">
          {' '}
          {expiry === undefined
            ? t('headers.hidden')
            : t('headers.hiddenToken', { time: formatTime(expiry).slice(0, 8) })}
        </span>
      )}
    </span>
  );
}
