// View: what is known of a log beside its text: where it came from, its request and how that was found, its fields.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRecord } from '../../../main/model/log.ts';
import { formatCount, formatOffset, formatShare } from '../../kit/format.ts';
import type { Json } from '../../kit/json-tree/json-rows.ts';
import { JsonTree } from '../../kit/json-tree/json-tree.tsx';
import { Mark } from '../../kit/mark.tsx';
import { statusLook } from '../../kit/status-mark.tsx';
import { logSourceName } from '../../store/log-source.ts';
import { rowFacts } from '../../store/row-facts.ts';
import { useExchangeRow } from '../../store/session-store.ts';
import { goTo } from '../../store/view-store.ts';
import { ownFields } from './log-lines.ts';

export function LogFacts({ record }: { readonly record: LogRecord }) {
  const { t } = useTranslation('logs');
  const ids = [
    ['fact.trace', record.traceId],
    ['fact.span', record.spanId],
    ['fact.requestId', record.requestId],
    ['fact.format', record.format],
  ] as const;
  return (
    <dl className="kv">
      <Fact name={t('fact.source')}>{record.source}</Fact>
      {record.exchangeId !== undefined && (
        <Fact name={t('fact.request')} plain>
          <RequestLink record={record} exchangeId={record.exchangeId} />
        </Fact>
      )}
      {ids.map(
        ([name, value]) =>
          value !== undefined && (
            <Fact key={name} name={t(name)}>
              {value}
            </Fact>
          ),
      )}
    </dl>
  );
}

function Fact({
  name,
  plain = false,
  children,
}: {
  readonly name: string;
  readonly plain?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={plain ? '' : 'mono breaks'}>{children}</dd>
    </>
  );
}

/** The request, when the line came within it, and how sure that is. */
function RequestLink({ record, exchangeId }: { readonly record: LogRecord; readonly exchangeId: string }) {
  const { t } = useTranslation('logs');
  const row = useExchangeRow(exchangeId);
  return (
    <>
      <button type="button" className="link cut" title={row?.url} onClick={() => goTo('traffic', exchangeId)}>
        {row && <Mark {...statusLook(row)} />}{' '}
        {row ? `${row.method} ${rowFacts(row).url.path}` : t('fact.requestOf', { id: exchangeId })}
      </button>
      <p className="dim">
        {row && t('fact.offset', { offset: formatOffset(Math.round(record.at - row.startedAt)) })}{' '}
        {record.joinedBy !== undefined &&
          t(`joinedBy.${record.joinedBy}`, {
            source: logSourceName(record.source),
            share: formatShare(record.confidence ?? 1),
          })}
      </p>
    </>
  );
}

/** Fields as a tree. */
export function LogFields({ record }: { readonly record: LogRecord }) {
  const { t } = useTranslation('logs');
  const fields = ownFields(record);
  const count = Object.keys(fields).length;
  return (
    <>
      <h3 className="cap gap-above">{t('fields', { count, shown: formatCount(count) })}</h3>
      {count === 0 ? (
        <p className="dim">{t('fields.none')}</p>
      ) : (
        <div className="logfields">
          <JsonTree
            key={record.id}
            // Fields came as JSON.
            value={fields as Json}
            label={t('fields.tree')}
            countText={(items) => t('fields.items', { count: items, shown: formatCount(items) })}
          />
        </div>
      )}
    </>
  );
}
