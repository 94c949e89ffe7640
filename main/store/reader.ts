// Store: answers questions about one session file, while it is being recorded and after. Synchronous; runs on the reader's thread.
import type { Disposable } from '../base/disposable.ts';
import type { BodySide, ExchangeRow } from '../model/exchange.ts';
import type { Frame, FrameRow, ServerSentEvent } from '../model/message.ts';
import type { KeptMapContent } from '../model/kept-map.ts';
import {
  PAGE_LIMIT,
  type FrameFilter,
  type LogFilter,
  type LogIndex,
  type Page,
  type Queries,
  type ServiceCall,
  type TraceRow,
  type TraceRows,
} from '../model/protocol.ts';
import type { MetricRow } from '../model/metric.ts';
import type { ProfileRecord } from '../model/profile.ts';
import type { SpanRecord } from '../model/span.ts';
import { SESSION_KINDS, type SessionKind, type SessionSummary } from '../model/session.ts';
import { joinBytes } from './body-decoder.ts';
import type { Row, Value } from './connection.ts';
import { parseExchange, parseExchangeRow, WHOLE_EXCHANGE_LIST } from './exchange-columns.ts';
import { toFrameCondition, type FrameCondition } from './frame-queries.ts';
import { parseHmr } from './hmr-columns.ts';
import { MAP_LIST, parseMap } from './map-columns.ts';
import { parseLog } from './log-columns.ts';
import { LogReader, type IndexRequest } from './log-reader.ts';
import {
  EVENT_LIST,
  EVENT_ROW_LIST,
  FRAME_LIST,
  FRAME_ROW_LIST,
  parseEvent,
  parseEventRow,
  parseFrame,
  parseFrameRow,
} from './message-columns.ts';
import { parseAction, parseError, parsePage } from './page-columns.ts';
import { findRecording } from './recording-mark.ts';
import { openSessionFile } from './session-file.ts';
import { SessionTables, toKey, toLimit, type PageRequest } from './session-tables.ts';
import { finish, type Steps } from './steps.ts';
import { parseSpan } from './span-columns.ts';
import { TelemetryReader } from './telemetry-reader.ts';
import { TraceReader } from './trace-reader.ts';
import { isUnfinished, toStopped } from './unfinished.ts';

/** The most ids that a search over frames answers. */
export const SEARCH_LIMIT = 100_000;
/** Bytes of payloads in one page of whole frames or events; a page stops after the row that passes it. */
export const PAGE_BYTES = 16 * 1024 * 1024;

/** Records of one kind that the answer about a trace holds. */
export const TRACE_LIMIT = 5_000;

/** For how long an answer to whether someone records the session is taken for true, in milliseconds. */
const RECORDING_MS = 500;
/** The version from which rows carry traces. */
const TRACES_VERSION = 3;
/** Kinds whose count is kept elsewhere, as counting a million rows takes its time. */
const COUNTED: ReadonlySet<SessionKind> = new Set<SessionKind>(['logs', 'metrics']);
/** Rows looked at in one go where a condition is left to JavaScript. */
const SCAN_ROWS = 256;

/** A body's bytes as kept and how they are coded. */
export interface StoredBody {
  readonly raw: Uint8Array;
  readonly encoding?: string;
}

/** All queries and those that carry payloads. */
export interface Reader extends Queries, Disposable {
  /** undefined where there is no such exchange or its body is empty. */
  body(exchangeId: string, side: BodySide): StoredBody | undefined;
  frames(filter: FrameFilter, page: PageRequest): Page<Frame>;
  events(exchangeId: string | undefined, page: PageRequest): Page<ServerSentEvent>;
  /** The two that may take long, in steps. */
  logIndexSteps(filter: LogFilter, page: IndexRequest): Steps<LogIndex>;
  serviceCallSteps(...args: Parameters<Queries['serviceCalls']>): Steps<readonly ServiceCall[]>;
  span(id: string): SpanRecord | undefined;
  profile(id: string): ProfileRecord | undefined;
  /** A profile as it was fetched. */
  profileBytes(id: string): Uint8Array | undefined;
  /** Samples in full; those of one series with `seriesId`. */
  metricRows(page: PageRequest, seriesId?: string): Page<MetricRow>;
  traceRow(traceId: string): TraceRow | undefined;
  keptMap(url: string, script: string): KeptMapContent | undefined;
  keptMapBytes(): number;
  close(): void;
}

/** Opens a session for reading. Throws a Fault with code `session-missing`, `session-invalid` or `session-too-new`. */
export function createReader(path: string): Reader {
  return new SessionFileReader(path);
}

class SessionFileReader implements Reader {
  readonly #file;
  readonly #tables: SessionTables;
  readonly #logs: LogReader;
  readonly #telemetry: TelemetryReader;
  readonly #traces: TraceReader;
  #recorded = false;
  #recordedUntil = 0;

  constructor(private readonly path: string) {
    this.#file = openSessionFile(path);
    this.#tables = new SessionTables(this.#file.connection);
    this.#logs = new LogReader(this.#tables);
    this.#telemetry = new TelemetryReader(this.#tables);
    this.#traces = new TraceReader(this.#tables);
  }

  summary(): SessionSummary {
    const counts = {
      ...Object.fromEntries(SESSION_KINDS.map((kind) => [kind, COUNTED.has(kind) ? 0 : this.#tables.count(kind)])),
      logs: this.#logs.count(),
      metrics: this.#telemetry.metricCount(),
    };
    const span = this.#span();
    return {
      schemaVersion: this.#tables.version(),
      version: this.#meta('version') ?? '',
      dropped: Number(this.#meta('dropped') ?? 0),
      counts: counts as Record<SessionKind, number>,
      ...(span ? { firstAt: span[0], lastAt: span[1] } : undefined),
    };
  }

  exchange(id: string) {
    const row = this.#tables.get('exchanges', `SELECT ${WHOLE_EXCHANGE_LIST} FROM exchanges WHERE id = ?`, [toKey(id)]);
    return row && this.#asItStands(parseExchange(row));
  }

  exchangeRows(page: PageRequest) {
    const sql = 'SELECT summary FROM exchanges WHERE id > ? ORDER BY id LIMIT ?';
    const rows = this.#tables.all('exchanges', sql, [toKey(page.afterId), toLimit(page)]);
    return {
      rows: rows.map((row) => this.#asItStands(parseExchangeRow(row))),
      total: this.#tables.total(page, 'exchanges', '1', []),
    };
  }

  frameRows(filter: FrameFilter, page: PageRequest): Page<FrameRow> {
    return this.#framePage(filter, page, FRAME_ROW_LIST, parseFrameRow);
  }

  frames(filter: FrameFilter, page: PageRequest): Page<Frame> {
    return this.#framePage(filter, page, FRAME_LIST, parseFrame);
  }

  searchFrames(filter: FrameFilter): readonly string[] {
    return this.#matchingIds(toFrameCondition(filter), SEARCH_LIMIT).map(String);
  }

  frame(id: string) {
    const row = this.#tables.get('frames', `SELECT ${FRAME_LIST} FROM frames WHERE id = ?`, [toKey(id)]);
    return row && parseFrame(row);
  }

  eventRows(exchangeId: string, page: PageRequest) {
    return this.#eventPage(exchangeId, page, EVENT_ROW_LIST, parseEventRow);
  }

  events(exchangeId: string | undefined, page: PageRequest) {
    return this.#eventPage(exchangeId, page, EVENT_LIST, parseEvent);
  }

  event(id: string) {
    const row = this.#tables.get('events', `SELECT ${EVENT_LIST} FROM events WHERE id = ?`, [toKey(id)]);
    return row && parseEvent(row);
  }

  logRows(page: PageRequest, filter?: LogFilter) {
    return this.#logs.rows(page, filter);
  }

  log(id: string) {
    return this.#logs.log(id);
  }

  logIndex(filter: LogFilter, page: IndexRequest) {
    return finish(this.logIndexSteps(filter, page));
  }

  logIndexSteps(filter: LogFilter, page: IndexRequest) {
    return this.#logs.index(filter, page);
  }

  logHistogram(span: Parameters<Queries['logHistogram']>[0]) {
    return this.#logs.histogram(span);
  }

  telemetryTotals() {
    return this.#telemetry.totals();
  }

  spanRows(page: PageRequest) {
    return this.#telemetry.spanRows(page);
  }

  span(id: string) {
    return this.#telemetry.span(id);
  }

  metricSeries() {
    return this.#telemetry.metricSeries();
  }

  metricPoints(...args: Parameters<Queries['metricPoints']>) {
    return this.#telemetry.metricPoints(...args);
  }

  metricRows(page: PageRequest, seriesId?: string) {
    return this.#telemetry.metricRows(page, seriesId);
  }

  profileRows(page: PageRequest) {
    return this.#telemetry.profileRows(page);
  }

  profile(id: string) {
    return this.#telemetry.profile(id);
  }

  profileBytes(id: string) {
    return this.#telemetry.profileBytes(id);
  }

  traceRows(page: Parameters<Queries['traceRows']>[0]) {
    return this.#traces.rows(page);
  }

  traceRow(traceId: string) {
    return this.#traces.find(traceId);
  }

  serviceCalls(...args: Parameters<Queries['serviceCalls']>) {
    return finish(this.serviceCallSteps(...args));
  }

  serviceCallSteps(...args: Parameters<Queries['serviceCalls']>) {
    return this.#traces.serviceCalls(...args);
  }

  hmrRows(page: PageRequest) {
    return this.#tables.recordPage('hmr', page, parseHmr);
  }

  hmr(id: string) {
    const row = this.#tables.get('hmr', 'SELECT record FROM hmr WHERE id = ?', [toKey(id)]);
    return row && parseHmr(row);
  }

  errorRows(page: PageRequest) {
    return this.#tables.recordPage('errors', page, parseError);
  }

  error(id: string) {
    const row = this.#tables.get('errors', 'SELECT record FROM errors WHERE id = ?', [toKey(id)]);
    return row && parseError(row);
  }

  pageRows(page: PageRequest) {
    const { afterId } = page;
    const after = afterId === undefined ? '' : 'WHERE (at, id) > (SELECT at, id FROM pages WHERE id = ?)';
    const sql = `SELECT record FROM pages ${after} ORDER BY at, id LIMIT ?`;
    const rows = this.#tables.all('pages', sql, [...(afterId === undefined ? [] : [afterId]), toLimit(page)]);
    return { rows: rows.map(parsePage), total: this.#tables.count('pages') };
  }

  actionRows(page: PageRequest) {
    return this.#tables.recordPage('actions', page, parseAction);
  }

  trace(traceId: string): TraceRows {
    const rows = (table: string, list: string, at = 'at') =>
      this.#tables.isAtLeast(TRACES_VERSION)
        ? this.#tables.all(table, `SELECT ${list} FROM ${table} WHERE trace_id = ? ORDER BY ${at}, id LIMIT ?`, [
            traceId,
            TRACE_LIMIT,
          ])
        : [];
    return {
      exchanges: rows('exchanges', 'summary', 'started_at').map((row) => this.#asItStands(parseExchangeRow(row))),
      logs: rows('logs', this.#logs.list()).map(parseLog),
      errors: rows('errors', 'record').map(parseError),
      actions: rows('actions', 'record').map(parseAction),
      spans: rows('spans', 'record', 'started_at').map(parseSpan),
    };
  }

  keptMap(url: string, script: string) {
    const row = this.#tables.get('maps', `SELECT ${MAP_LIST} FROM maps WHERE script = ? AND url = ?`, [script, url]);
    return row && parseMap(row);
  }

  keptMapBytes() {
    return Number(this.#tables.get('maps', 'SELECT coalesce(sum(length(bytes)), 0) FROM maps', [])?.[0] ?? 0);
  }

  body(exchangeId: string, side: BodySide): StoredBody | undefined {
    const key = [toKey(exchangeId), side];
    const segments = this.#tables.all(
      'body_segments',
      'SELECT bytes FROM body_segments JOIN bodies ON bodies.id = body WHERE exchange = ? AND side = ? ORDER BY position',
      key,
    );
    const tails = this.#tables.all(
      'body_tails',
      'SELECT bytes FROM body_tails WHERE exchange = ? AND side = ? ORDER BY position',
      key,
    );
    const raw = joinBytes([...segments, ...tails].map((row) => row[0] as Uint8Array));
    if (raw.length === 0) return undefined;
    const exchange = this.exchange(exchangeId);
    const encoding = (side === 'request' ? exchange?.requestBody : exchange?.responseBody)?.encoding;
    return encoding === undefined ? { raw } : { raw, encoding };
  }

  close(): void {
    this.#tables.forget();
    this.#file.close();
  }

  #framePage<T>(filter: FrameFilter, page: PageRequest, list: string, parse: (row: Row) => T): Page<T> {
    const condition = toFrameCondition(filter);
    if (condition.matches) return this.#scannedPage(condition, page, list, parse);
    const payload = list === FRAME_LIST ? 'length(payload)' : undefined;
    return this.#page('frames', condition, page, { list, parse, payload });
  }

  #eventPage<T>(exchangeId: string | undefined, page: PageRequest, list: string, parse: (row: Row) => T): Page<T> {
    const condition =
      exchangeId === undefined ? { sql: '1', values: [] } : { sql: 'exchange = ?', values: [toKey(exchangeId)] };
    return this.#page('events', condition, page, { list, parse, payload: list === EVENT_LIST ? 'size' : undefined });
  }

  #page<T>(
    table: string,
    { sql, values }: Pick<FrameCondition, 'sql' | 'values'>,
    page: PageRequest,
    { list, parse, payload }: { list: string; parse: (row: Row) => T; payload: string | undefined },
  ): Page<T> {
    const from = [...values, toKey(page.afterId)];
    const limit = toLimit(page);
    const fitting = payload === undefined ? limit : this.#fitting(table, sql, payload, [...from, limit]);
    const pageSql = `SELECT ${list} FROM ${table} WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`;
    const rows = this.#tables.all(table, pageSql, [...from, fitting]);
    return { rows: rows.map(parse), total: this.#tables.total(page, table, sql, values) };
  }

  /** How many rows come to `PAGE_BYTES`, found without reading their payloads. */
  #fitting(table: string, sql: string, payload: string, values: readonly Value[]): number {
    const sizes = this.#tables.all(
      table,
      `SELECT ${payload} FROM ${table} WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`,
      values,
    );
    let bytes = 0;
    const last = sizes.findIndex((row) => (bytes += row[0] as number) > PAGE_BYTES);
    return last === -1 ? sizes.length : last + 1;
  }

  #scannedPage<T>(condition: FrameCondition, page: PageRequest, list: string, parse: (row: Row) => T): Page<T> {
    const ids = this.#matchingIds(condition, toLimit(page), toKey(page.afterId));
    const sql = `SELECT ${list} FROM frames WHERE id = ?`;
    const rows: T[] = [];
    let bytes = 0;
    for (const id of ids) {
      const row = this.#tables.get('frames', sql, [id]);
      if (!row) continue;
      rows.push(parse(row));
      const last = row.at(-1);
      bytes += Buffer.isBuffer(last) ? last.length : 0;
      if (bytes > PAGE_BYTES) break;
    }
    const key = JSON.stringify([condition.sql, condition.values, condition.text]);
    return {
      rows,
      total: this.#tables.totals.of(page.afterId, key, () => this.#matchingIds(condition, Infinity).length),
    };
  }

  /** Ids after `after`, read in steps, as a read that is not taken to its end would stay open. */
  #matchingIds({ sql, values, matches }: FrameCondition, limit: number, after = 0): number[] {
    const step = `SELECT ${matches ? 'id, payload' : 'id'} FROM frames WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`;
    const ids: number[] = [];
    for (let from = after; ids.length < limit;) {
      const size = matches
        ? this.#fitting('frames', sql, 'length(payload)', [...values, from, SCAN_ROWS])
        : Math.min(limit, PAGE_LIMIT);
      const rows = this.#tables.all('frames', step, [...values, from, size]);
      for (const row of rows) {
        if (ids.length < limit && (!matches || matches(row[1] as Buffer))) ids.push(row[0] as number);
      }
      if (rows.length === 0) break;
      from = rows.at(-1)?.[0] as number;
    }
    return ids;
  }

  /** What was under way when its recording stopped is under way no more. */
  #asItStands<T extends ExchangeRow>(row: T): T {
    return isUnfinished(row) && !this.#isRecorded() ? toStopped(row) : row;
  }

  #isRecorded(): boolean {
    const now = Date.now();
    if (now >= this.#recordedUntil) {
      this.#recorded = findRecording(this.#file.connection, this.path) !== undefined;
      this.#recordedUntil = now + RECORDING_MS;
    }
    return this.#recorded;
  }

  /** First and last instant of all kinds; ids grow with time, so the ends of each table are enough. */
  #span(): readonly [number, number] | undefined {
    const instants = [
      this.#tables.get('exchanges', 'SELECT min(started_at) FROM exchanges', []),
      this.#tables.get('exchanges', 'SELECT max(started_at) FROM exchanges', []),
      ...['frames', 'events', 'logs', 'hmr', 'errors', 'actions'].flatMap((table) => [
        this.#tables.get(table, `SELECT at FROM ${table} ORDER BY id LIMIT 1`, []),
        this.#tables.get(table, `SELECT at FROM ${table} ORDER BY id DESC LIMIT 1`, []),
      ]),
    ].flatMap((row) => (typeof row?.[0] === 'number' ? [row[0]] : []));
    return instants.length > 0 ? [Math.min(...instants), Math.max(...instants)] : undefined;
  }

  #meta(key: string): string | undefined {
    return this.#tables.get('meta', 'SELECT value FROM meta WHERE key = ?', [key])?.[0] as string | undefined;
  }
}
