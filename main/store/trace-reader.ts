// Store: lists traces, the latest first, each summed up from what carries its id; and reads what the service map is made of.
import type { Page, ServiceCall, TraceRow } from '../model/protocol.ts';
import type { Row, Value } from './connection.ts';
import { toServiceCalls, type CalledExchange, type CallingSpan } from './service-calls.ts';
import { toLimit, type SessionTables } from './session-tables.ts';
import type { Steps } from './steps.ts';

/** Services named with one trace. */
export const TRACE_SERVICES = 50;
/** Exchanges, and spans, that a service map is made of: the latest. */
export const CALLS_LIMIT = 100_000;
/** Rows of them read in one step. */
const CALLS_STEP = 5_000;
/** The version from which `traces` and `spans` are there; from `TRACES_VERSION` on traces are found without. */
const LISTED_VERSION = 4;
const TRACES_VERSION = 3;

/** Stands for `traces` in a session that has no such table. */
const EARLY_TRACES = `(SELECT trace_id, min(at) AS started_at FROM (
  SELECT trace_id, started_at AS at FROM exchanges UNION ALL SELECT trace_id, at FROM actions
) WHERE trace_id IS NOT NULL GROUP BY trace_id)`;

/** What the service map needs of both; of an exchange all of it stands in the index by start, so that no row is read. */
const EXCHANGE_CALL = 'route, kind, state, status, total_ms, trace_id, span_id, parent_span';
const SPAN_CALL = 'trace_id, span_id, parent, service, kind, duration_ms, status, peer, peer_kind';

type TimeSpan = { readonly fromAt: number; readonly toAt: number };
const EVER: TimeSpan = { fromAt: -Infinity, toAt: Infinity };

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
      `SELECT count(*), max(started_at + max(total_ms, 0)), sum(state = 'failed' OR coalesce(status, 0) >= 500)
       FROM exchanges WHERE trace_id = ?`,
    );
    const spans = get(
      'spans',
      `SELECT count(*), max(started_at + duration_ms), sum(status = 'error') FROM spans WHERE trace_id = ?`,
    );
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
      errors: Number(errors?.[0] ?? 0) + Number(requests?.[2] ?? 0) + Number(spans?.[2] ?? 0),
    };
  }

  /** The latest `CALLS_LIMIT` spans, and of the exchanges as many, none older than those spans where not all were read. */
  *serviceCalls(span: TimeSpan = EVER): Steps<readonly ServiceCall[]> {
    if (!this.#tables.isAtLeast(LISTED_VERSION)) return [];
    const spans: CallingSpan[] = [];
    const startedAt = yield* this.#latest('spans', SPAN_CALL, span, spans);
    const fromAt = spans.length < CALLS_LIMIT ? span.fromAt : Math.max(startedAt, span.fromAt);
    const exchanges: CalledExchange[] = [];
    yield* this.#latest('exchanges', EXCHANGE_CALL, { fromAt, toAt: span.toAt }, exchanges);
    return toServiceCalls(exchanges, spans);
  }

  /** Reads rows by their start, the latest first; answers the earliest start. */
  *#latest(table: string, list: string, { fromAt, toAt }: TimeSpan, to: unknown[]): Steps<number> {
    const sql = `SELECT ${list}, started_at, id FROM ${table} WHERE started_at >= ? AND (started_at, id) <= (?, ?)
      ORDER BY started_at DESC, id DESC LIMIT ?`;
    let last: Row = [toAt, Number.MAX_SAFE_INTEGER];
    while (to.length < CALLS_LIMIT) {
      const values = [fromAt, last[0] as number, last[1] as number, CALLS_STEP];
      const rows = this.#tables.all(table, sql, values);
      for (const row of rows) to.push(row);
      if (rows.length < CALLS_STEP) break;
      const [at, id] = (rows.at(-1) ?? []).slice(-2) as [number, number];
      last = [at, id - 1];
      yield;
    }
    return last[0] as number;
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
