// View: what the request carried: its body and its query.
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../main/model/exchange.ts';
import { formatCount } from '../../kit/format.ts';
import { BodyView } from './body-view.tsx';
import { FieldTable } from './field-table.tsx';
import { parseQuery } from './form-fields.ts';

/** The Payload tab. Without a body the query has all the room. */
export function PayloadTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const query = parseQuery(exchange.url);
  const hasBody = exchange.requestBody.sizeBytes > 0;
  if (!hasBody && query.length === 0) return <p className="calm">{t('payload.nothing')}</p>;
  const body = <BodyView key={exchange.id} exchange={exchange} side="request" />;
  const table = (
    <div>
      <h3 className="hdr-title">
        {t('payload.query')} {formatCount(query.length)}
      </h3>
      <FieldTable fields={query} label={t('payload.query')} />
    </div>
  );
  if (query.length === 0) return body;
  if (!hasBody) return <div className="scroll">{table}</div>;
  return (
    <div className="detail-cols fill-first">
      {body}
      {table}
    </div>
  );
}
