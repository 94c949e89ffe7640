// View: the errors of an exchange, and others of its trace; each leads to the Errors view.
import { useTranslation } from 'react-i18next';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { exchangeErrors, selectErrorIndex } from '../../store/error-index.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore, useSession } from '../../store/session-store.ts';
import { ErrorLines } from '../errors/error-facts.tsx';

/** How many errors belong to an exchange or its trace. */
export function errorCount(row: ExchangeRow, state: SessionState = sessionStore.getState()): number {
  const { own, traced } = exchangeErrors(selectErrorIndex(state), row.id, row.trace?.traceId);
  return own.length + traced.length;
}

/** The same, kept up to date. */
export function useErrorCount(row: ExchangeRow): number {
  return useSession((state) => errorCount(row, state));
}

/** The Errors tab. */
export function ErrorsTab({ row }: { readonly row: ExchangeRow }) {
  const { t } = useTranslation('errors');
  const index = useSession(selectErrorIndex);
  const { own, traced } = exchangeErrors(index, row.id, row.trace?.traceId);
  return (
    <div className="padded scroll">
      {own.length > 0 && (
        <>
          <h3 className="cap">{t('ofExchange')}</h3>
          <ErrorLines errors={own} />
        </>
      )}
      {traced.length > 0 && (
        <>
          <h3 className={own.length > 0 ? 'cap gap-above' : 'cap'}>{t('ofTrace')}</h3>
          <ErrorLines errors={traced} />
        </>
      )}
    </div>
  );
}
