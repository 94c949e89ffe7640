// Pure: exchanges → dev servers whose HMR goes round the proxy: their clients were fetched, and no connection of theirs was seen.
import type { HmrDialect, HmrRecord } from '../../../main/model/hmr.ts';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { rowFacts } from '../../store/row-facts.ts';

/** How long after its client was fetched a connection may take to come, in milliseconds. */
export const UNSEEN_AFTER_MS = 4_000;

/** Which client was fetched; the setting that mends it goes by this. */
export type UnseenKind = 'vite' | 'webpack';

export interface Unseen {
  readonly kind: UnseenKind;
  /** The dev server: host and port. */
  readonly host: string;
  /** The first request that tells. */
  readonly exchangeId: string;
  readonly path: string;
  /** How many such requests there were. */
  readonly count: number;
  /** A connection to the server that was tried and did not open. */
  readonly refusedId?: string;
}

/** The kind of client that a request belongs to; undefined for all other requests. */
export function clientKind(row: ExchangeRow): UnseenKind | undefined {
  const { path } = rowFacts(row).url;
  if (row.status === undefined || row.status >= 400) return undefined;
  if (path.endsWith('/@vite/client')) return 'vite';
  return /\.hot-update\.(json|m?js)$/.test(path) ? 'webpack' : undefined;
}

const FAMILY: Readonly<Record<HmrDialect, UnseenKind | undefined>> = {
  vite: 'vite',
  'webpack-dev-server': 'webpack',
  'webpack-hot-middleware': 'webpack',
  next: 'webpack',
  rspack: 'webpack',
  parcel: undefined,
};

interface Sign {
  readonly kind: UnseenKind;
  readonly exchangeId: string;
  readonly path: string;
  count: number;
  firstAt: number;
}

/** Looks at each exchange once, as rows are appended. */
export class UnseenFinder {
  readonly #signs = new Map<string, Sign>();
  readonly #sockets: string[] = [];
  #generation = -1;
  #scanned = 0;

  /** `now` in milliseconds since the Unix epoch. */
  find(session: UnseenSession, now: number): readonly Unseen[] {
    this.#scan(session);
    const seen = seenFamilies(session);
    const refused = this.#refused(session);
    return [...this.#signs]
      .filter(([, sign]) => now - sign.firstAt >= UNSEEN_AFTER_MS)
      .map(([key, sign]) => ({ host: key.slice(key.indexOf(' ') + 1), sign }))
      .filter(({ host, sign }) => !seen.has(`${sign.kind} ${host}`) && !seen.has(`${sign.kind} `))
      .map(({ host, sign: { kind, exchangeId, path, count } }) => {
        const refusedId = refused.get(host);
        return { kind, host, exchangeId, path, count, ...(refusedId !== undefined && { refusedId }) };
      });
  }

  #scan(session: UnseenSession): void {
    const end = session.firstPosition + session.rows.length;
    if (session.generation !== this.#generation) {
      this.#generation = session.generation;
      this.#scanned = session.firstPosition;
      this.#signs.clear();
      this.#sockets.length = 0;
    }
    for (let position = this.#scanned; position < end; position += 1) {
      const row = session.rows[position - session.firstPosition];
      if (!row) continue;
      // A row that is not answered yet is looked at again the next time, and all after it.
      if (row.state === 'pending' && row.status === undefined && end - position < LOOK_AGAIN) {
        this.#scanned = position;
        return;
      }
      this.#note(row);
      this.#scanned = position + 1;
    }
  }

  #note(row: ExchangeRow): void {
    if (row.kind === 'websocket') this.#sockets.push(row.id);
    const kind = clientKind(row);
    if (!kind) return;
    const key = `${kind} ${rowFacts(row).upstreamHost}`;
    const sign = this.#signs.get(key);
    if (sign) sign.count += 1;
    else
      this.#signs.set(key, {
        kind,
        exchangeId: row.id,
        path: rowFacts(row).url.path,
        count: 1,
        firstAt: row.startedAt,
      });
  }

  /** Sockets that did not open, by server. */
  #refused(session: UnseenSession): ReadonlyMap<string, string> {
    const refused = new Map<string, string>();
    for (const id of this.#sockets) {
      const row = session.rows[(session.positions.get(id) ?? -1) - session.firstPosition];
      if (row && row.status !== 101 && (row.state === 'failed' || row.state === 'done'))
        refused.set(rowFacts(row).upstreamHost, id);
    }
    return refused;
  }
}

/** A request that stays unanswered holds the scan back no longer than this many rows. */
const LOOK_AGAIN = 200;

/** The part of a session that tells. */
export interface UnseenSession {
  readonly rows: readonly ExchangeRow[];
  readonly firstPosition: number;
  readonly positions: ReadonlyMap<string, number>;
  readonly generation: number;
  readonly hmr: readonly HmrRecord[];
}

/** Families with a connection, as `kind host`; without a host where the connection's request is no longer held. */
function seenFamilies(session: UnseenSession): ReadonlySet<string> {
  const seen = new Set<string>();
  const asked = new Set<string>();
  for (const { dialect, socketExchangeId } of session.hmr) {
    const kind = FAMILY[dialect];
    if (kind === undefined || asked.has(`${dialect} ${socketExchangeId}`)) continue;
    asked.add(`${dialect} ${socketExchangeId}`);
    const position = session.positions.get(socketExchangeId);
    const row = position === undefined ? undefined : session.rows[position - session.firstPosition];
    seen.add(`${kind} ${row ? rowFacts(row).upstreamHost : ''}`);
  }
  return seen;
}
