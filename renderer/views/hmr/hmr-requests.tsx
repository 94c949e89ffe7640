// View: the requests that an HMR record caused; each leads to its row in Traffic.
import { useTranslation } from 'react-i18next';
import { formatDuration, formatSize } from '../../kit/format.ts';
import { StatusMark } from '../../kit/status-mark.tsx';
import { rowFacts } from '../../store/row-facts.ts';
import { useExchangeRow } from '../../store/session-store.ts';
import { goTo } from '../../store/view-store.ts';

/** Requests listed; Traffic has all of them. */
export const MAX_LISTED = 100;

export function HmrRequests({ exchangeIds }: { readonly exchangeIds: readonly string[] }) {
  const { t } = useTranslation('hmr');
  if (exchangeIds.length === 0) return <p className="dim">{t('detail.noRequests')}</p>;
  return (
    <ul className="hmr-list">
      {exchangeIds.slice(0, MAX_LISTED).map((id) => (
        <RequestLine key={id} id={id} />
      ))}
    </ul>
  );
}

function RequestLine({ id }: { readonly id: string }) {
  const { t } = useTranslation('hmr');
  const row = useExchangeRow(id);
  if (!row)
    return (
      <li className="dim">
        #{id} {t('detail.gone')}
      </li>
    );
  const { path, search } = rowFacts(row).url;
  // The last part of the path; all of it where there is but one.
  const name = (path.slice(path.lastIndexOf('/', path.length - 2) + 1) || path) + search;
  return (
    <li>
      <StatusMark status={row.status} state={row.state} word={String(row.status ?? '')} />
      <button type="button" className="link cut" title={row.url} onClick={() => goTo('traffic', id)}>
        {name}
      </button>
      <span className="grow" />
      <span className="dim">
        {formatSize(row.responseBody.sizeBytes)}, {formatDuration(row.timings.total)}
      </span>
    </li>
  );
}
