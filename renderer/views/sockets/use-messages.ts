// View: the messages of one connection, live: loads what there was, follows what comes, searches whole payloads.
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { loadEvents, loadFrames, query, watch } from '../../store/commands.ts';
import { useEvents, useFrames, useSession, type Versioned } from '../../store/session-store.ts';
import { toMessageTest, type Found, type MessageFilter } from './message-filter.ts';
import { MessageList, type ListLine } from './message-list.ts';
import type { MessageRow } from './message-row.ts';
import { MessageStats, type MessageFigures } from './message-stats.ts';

/** How long typing rests before payloads are searched, in milliseconds. */
const SEARCH_AFTER_MS = 250;

export interface LoadState {
  readonly busy: boolean;
  readonly error?: string;
}

/** Watches an exchange while the caller is shown, and brings what was recorded before. */
export function useWatched(exchange: Pick<ExchangeRow, 'id' | 'kind'>): LoadState {
  const { id, kind } = exchange;
  const link = useSession((state) => state.link);
  const generation = useSession((state) => state.generation);
  const [held, setHeld] = useState<{ readonly key: string; readonly error?: string }>();
  const key = `${id} ${link} ${generation}`;
  useEffect(() => {
    watch([id]);
    return () => watch([]);
  }, [id]);
  useEffect(() => {
    if (link !== 'live') return;
    let gone = false;
    const load = kind === 'websocket' ? loadFrames(id) : loadEvents(id);
    load.then(
      () => {
        if (!gone) setHeld({ key });
      },
      (fault: unknown) => {
        if (!gone) setHeld({ key, error: fault instanceof Error ? fault.message : String(fault) });
      },
    );
    return () => {
      gone = true;
    };
  }, [id, kind, link, key]);
  if (held?.key !== key) return { busy: link === 'live' };
  return held.error === undefined ? { busy: false } : { busy: false, error: held.error };
}

/** All rows of the connection that this window holds. */
export function useMessages(exchange: Pick<ExchangeRow, 'id' | 'kind'>): Versioned<MessageRow> {
  const frames = useFrames(exchange.id);
  const events = useEvents(exchange.id);
  return exchange.kind === 'websocket' ? frames : events;
}

/** Figures over all rows. */
export function useMessageFigures({ rows, version }: Versioned<MessageRow>): MessageFigures {
  const [stats] = useState(() => new MessageStats());
  // The rows are appended to in place; the version tells when.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => stats.update(rows), [stats, rows, version]);
}

export interface ShownMessages {
  readonly list: MessageList;
  readonly lines: readonly ListLine[];
  /** Payloads are being searched. */
  readonly searching: boolean;
}

interface ShownOptions {
  readonly filter: MessageFilter;
  readonly fold: boolean;
  readonly opened: ReadonlySet<string>;
}

/** What the grid shows of the rows. */
export function useShownMessages(
  exchange: Pick<ExchangeRow, 'id' | 'kind'>,
  { rows, version }: Versioned<MessageRow>,
  { filter, fold, opened }: ShownOptions,
): ShownMessages {
  const [list] = useState(() => new MessageList());
  const search = useSearch(exchange, filter.text, rows);
  const { found } = search;
  const options = useMemo(() => ({ test: toMessageTest(filter, found), fold, opened }), [filter, found, fold, opened]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the rows are appended to in place; the version tells when
  const lines = useMemo(() => list.update(rows, options), [list, rows, version, options]);
  return { list, lines, searching: search.busy };
}

function useSearch(
  exchange: Pick<ExchangeRow, 'id' | 'kind'>,
  text: string,
  rows: readonly MessageRow[],
): { readonly found?: Found; readonly busy: boolean } {
  const [held, setHeld] = useState<{ readonly key: string; readonly found: Found }>();
  const { id, kind } = exchange;
  const searched = kind === 'websocket' && text !== '';
  // New rows are looked at by their head at once, and in full when the count reaches the next step.
  const step = useDeferredValue(Math.floor(rows.length / 500));
  const key = searched ? `${id} ${text} ${step}` : '';
  const lastId = rows.at(-1)?.id ?? '0';
  const [through, setThrough] = useState({ key: '', lastId: '0' });
  if (through.key !== key) setThrough({ key, lastId });
  useEffect(() => {
    if (key === '') return;
    let gone = false;
    const timer = window.setTimeout(() => {
      query('searchFrames', { exchangeId: id, text }).then(
        (ids) => {
          if (!gone) setHeld({ key, found: { ids: new Set(ids), throughId: Number(through.lastId) } });
        },
        () => {
          if (!gone) setHeld({ key, found: { ids: new Set(), throughId: -1 } });
        },
      );
    }, SEARCH_AFTER_MS);
    return () => {
      gone = true;
      window.clearTimeout(timer);
    };
  }, [key, id, text, through.lastId]);
  if (!searched) return { busy: false };
  const sameText = held?.key.startsWith(`${id} ${text} `) === true;
  return { busy: held?.key !== key, ...(sameText ? { found: held.found } : {}) };
}
