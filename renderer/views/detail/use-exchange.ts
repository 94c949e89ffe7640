// View: the whole of one exchange; its row live, the rest asked for again when the row enters another state.
import type { Exchange, ExchangeRow } from '../../../main/model/exchange.ts';
import { query } from '../../store/commands.ts';
import { useExchangeRow, useSession } from '../../store/session-store.ts';
import { useAnswer, useLate } from './use-answer.ts';

export type ExchangeLookup =
  | { readonly state: 'found'; readonly exchange: Exchange }
  /** Asked not long ago; nothing is shown yet. */
  | { readonly state: 'waiting' }
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly message: string };

/** What tells that the head of an exchange may have changed. */
export function exchangeKey(row: ExchangeRow | undefined, link: string): string {
  return row === undefined
    ? link
    : [
        link,
        row.state,
        row.status,
        row.upstreamUrl,
        row.responseBody.complete,
        row.pageId,
        row.initiator?.type,
        row.initiator?.action,
      ].join(' ');
}

/** The exchange with that id as it stands now. */
export function useExchange(id: string): ExchangeLookup {
  const row = useExchangeRow(id);
  const link = useSession((state) => state.link);
  const answer = useAnswer(id, exchangeKey(row, link), () => query('exchange', id));
  const late = useLate(answer.busy && answer.value === undefined);
  const full = answer.value;
  if (full) return { state: 'found', exchange: row ? { ...full, ...row } : full };
  if (answer.error !== undefined) return { state: 'failed', message: answer.error };
  if (answer.busy) return { state: late ? 'loading' : 'waiting' };
  return { state: 'missing' };
}
