// Store: lists traces, the latest first, each summed up from what carries its id; and reads what the service map is made of.
import type { Page, ServiceCall, TraceRow } from '../model/protocol.ts';
import type { Value } from './connection.ts';
import { toServiceCalls, type CalledExchange, type CallingSpan } from './service-calls.ts';
import { toLimit, type SessionTables } from './session-tables.ts';

/** Services named with one trace. */
export const TRACE_SERVICES = 50;
/** Exchanges, and spans, that a service map is made of: the latest. */
export const CALLS_LIMIT = 200_000;
/** The version from which `traces` and `spans` are there; from `TRACES_VERSION` on traces are found without. */
const LISTED_VERSION = 4;
const TRACES_VERSION = 3;

/** Stands for `traces` in a session that has no such table. */
const EARLY_TRACES = `(SELECT trace_id, min(at) AS started_at FROM (
  SELECT trace_id, started_at AS at FROM exchanges UNION ALL SELECT trace_id, at FROM actions
) WHERE trace_id IS NOT NULL GROUP BY trace_id)`;

interface TracePage {
  readonly beforeId?: string;
  readonly limit: number;
}

export class TraceReader {
  readonly #tables: SessionTables;

  constructor(tables: SessionTables) {
    this.#tables = tables;
  }

  rows(page: TracePage): Page<TraceRow> {
    if (!this.#tables.isAtLeast(TRACES_VERSION)) return { rows: [], total: 0 };
    const { beforeId } = page;
    const isListed = this.#tables.isAtLeast(LISTED_VERSION);
    const traces = isListed ? 'traces' : EARLY_TRACES;
    const table = isListed ? 'traces' : 'exchanges';
    const before =
      beforeId === undefined
        ? ''
        : `WHERE (started_at, trace_id) < (SELECT started_at, trace_id FROM ${traces} WHERE trace_id = ?)`;
    const sql = `SELECT trace_id, started_at FROM ${traces} ${before} ORDER BY started_at DESC, trace_id DESC LIMIT ?`;
    const values: Value[] = [...(beforeId === undefined ? [] : [beforeId]), toLimit(page)];
    const rows = this.#tables.all(table, sql, values);
    const total = this.#tables.totals.of(beforeId, 'traces', () =>
      Number(this.#tables.get(table, `SELECT count(*) FROM ${traces}`)?.[0] ?? 0),
    );
    return { rows: rows.map(([traceId, startedAt]) => this.row(traceId as string, startedAt as number)), total };
  }

  /** A trace that is in the file, as lists show it; undefined for all others. */
  find(traceId: string): TraceRow | undefined {
    if (!this.#tables.isAtLeast(TRACES_VERSION)) return undefined;
    const isListed = this.#tables.isAtLeast(LISTED_VERSION);
    const sql = `SELECT started_at FROM ${isListed ? 'traces' : EARLY_TRACES} WHERE trace_id = ?`;
    const startedAt = this.#tables.get(isListed ? 'traces' : 'exchanges', sql, [traceId])?.[0];
    return typeof startedAt === 'number' ? this.row(traceId, startedAt) : undefined;
  }

  row(traceId: string, startedAt: number): TraceRow {
    const get = (table: string, sql: string) => this.#tables.get(table, sql, [traceId]);
    const requests = get(
      'exchanges',
      'SELECT count(*), max(started_at + max(total_ms, 0)) FROM exchanges WHERE trace_id = ?',
    );
    const spans = get('spans', 'SELECT count(*), max(started_at + duration_ms) FROM spans WHERE trace_id = ?');
    const logs = get('logs', 'SELECT count(*), max(at) FROM logs WHERE trace_id = ?');
    const errors = get('errors', 'SELECT count(*), max(at) FROM errors WHERE trace_id = ?');
    const action = get('actions', 'SELECT id, label FROM actions WHERE trace_id = ? ORDER BY at, id LIMIT 1');
    const ends = [requests, spans, logs, errors].map((row) => Number(row?.[1] ?? 0));
    return {
      traceId,
      startedAt,
      durationMs: Math.max(0, Math.max(...ends) - startedAt),
      name: action ? String(action[1]) : this.#name(traceId),
      ...(action && { actionId: String(action[0]) }),
      services: Number(spans?.[0] ?? 0) === 0 ? [] : this.#services(traceId),
      exchanges: Number(requests?.[0] ?? 0),
      spans: Number(spans?.[0] ?? 0),
      logs: Number(logs?.[0] ?? 0),
      errors: Number(errors?.[0] ?? 0),
    };
  }

  serviceCalls(span?: { readonly fromAt: number; readonly toAt: number }): readonly ServiceCall[] {
    if (!this.#tables.isAtLeast(LISTED_VERSION)) return [];
    const within = span ? 'WHERE started_at >= ? AND started_at <= ?' : '';
    const values = [...(span ? [span.fromAt, span.toAt] : []), CALLS_LIMIT];
    // All of it stands in the index by start, so that no row is read.
    const exchanges = this.#tables.all(
      'exchanges',
      `SELECT route, kind, state, status, total_ms, trace_id, span_id, parent_span
       FROM exchanges ${within} ORDER BY started_at DESC LIMIT ?`,
      values,
    );
    const spans = this.#tables.all(
      'spans',
      `SELECT trace_id, span_id, parent, service, kind, duration_ms, status, peer, peer_kind
       FROM spans ${within} ORDER BY started_at DESC LIMIT ?`,
      values,
    );
    return toServiceCalls(
      exchanges as unknown as readonly CalledExchange[],
      spans as unknown as readonly CallingSpan[],
    );
  }

  #name(traceId: string): string {
    const request = this.#tables.get(
      'exchanges',
      'SELECT method, url FROM exchanges WHERE trace_id = ? ORDER BY started_at, id LIMIT 1',
      [traceId],
    );
    if (request) return `${String(request[0])} ${toPath(String(request[1]))}`;
    const span = this.#tables.get(
      'spans',
      'SELECT name FROM spans WHERE trace_id = ? ORDER BY started_at, id LIMIT 1',
      [traceId],
    );
    return span ? String(span[0]) : traceId;
  }

  #services(traceId: string): readonly string[] {
    const sql = 'SELECT DISTINCT service FROM spans WHERE trace_id = ? ORDER BY service LIMIT ?';
    return this.#tables.all('spans', sql, [traceId, TRACE_SERVICES]).map(([service]) => String(service));
  }
}

function toPath(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 ? '/' : (url.slice(start).split(/[?#]/, 1)[0] ?? '/');
}
