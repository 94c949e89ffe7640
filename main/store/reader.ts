// Store: answers questions about one session file, while it is being recorded and after. Synchronous; runs on the reader's thread.
import type { Disposable } from '../base/disposable.ts';
import type { BodySide, ExchangeRow } from '../model/exchange.ts';
import type { Frame, FrameRow, ServerSentEvent } from '../model/message.ts';
import type { KeptMapContent } from '../model/kept-map.ts';
import { PAGE_LIMIT, type FrameFilter, type Page, type Queries, type TraceRows } from '../model/protocol.ts';
import { SESSION_KINDS, type SessionKind, type SessionSummary } from '../model/session.ts';
import { joinBytes } from './body-decoder.ts';
import type { Connection, Row, Statement, Value } from './connection.ts';
import { parseExchange, parseExchangeRow, WHOLE_EXCHANGE_LIST } from './exchange-columns.ts';
import { toFrameCondition, type FrameCondition } from './frame-queries.ts';
import { parseHmr } from './hmr-columns.ts';
import { MAP_LIST, parseMap } from './map-columns.ts';
import {
  EARLY_LOG_LIST,
  EVENT_LIST,
  EVENT_ROW_LIST,
  FRAME_LIST,
  FRAME_ROW_LIST,
  LOG_LIST,
  parseEvent,
  parseEventRow,
  parseFrame,
  parseFrameRow,
  parseLog,
} from './message-columns.ts';
import { parseAction, parseError, parsePage } from './page-columns.ts';
import { PageTotals } from './page-totals.ts';
import { findRecording } from './recording-mark.ts';
import { openSessionFile } from './session-file.ts';
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
/** Rows looked at in one go where a condition is left to JavaScript. */
const SCAN_ROWS = 256;

type PageRequest = { readonly afterId?: string; readonly limit: number };

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
  readonly #connection: Connection;
  readonly #statements = new Map<string, Statement>();
  #tables = new Set<string>();
  readonly #totals = new PageTotals();
  #traced = false;
  #recorded = false;
  #recordedUntil = 0;

  constructor(private readonly path: string) {
    this.#file = openSessionFile(path);
    this.#connection = this.#file.connection;
  }

  summary(): SessionSummary {
    const counts = Object.fromEntries(SESSION_KINDS.map((kind) => [kind, this.#count(kind)]));
    const span = this.#span();
    return {
      schemaVersion: Number(this.#connection.scalar('PRAGMA user_version')),
      version: this.#meta('version') ?? '',
      dropped: Number(this.#meta('dropped') ?? 0),
      counts: counts as Record<SessionKind, number>,
      ...(span ? { firstAt: span[0], lastAt: span[1] } : undefined),
    };
  }

  exchange(id: string) {
    const row = this.#get('exchanges', `SELECT ${WHOLE_EXCHANGE_LIST} FROM exchanges WHERE id = ?`, [toKey(id)]);
    return row && this.#asItStands(parseExchange(row));
  }

  exchangeRows(page: PageRequest) {
    const sql = 'SELECT summary FROM exchanges WHERE id > ? ORDER BY id LIMIT ?';
    const rows = this.#all('exchanges', sql, [toKey(page.afterId), toLimit(page)]);
    return {
      rows: rows.map((row) => this.#asItStands(parseExchangeRow(row))),
      total: this.#total(page, 'exchanges', '1', []),
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
    const row = this.#get('frames', `SELECT ${FRAME_LIST} FROM frames WHERE id = ?`, [toKey(id)]);
    return row && parseFrame(row);
  }

  eventRows(exchangeId: string, page: PageRequest) {
    return this.#eventPage(exchangeId, page, EVENT_ROW_LIST, parseEventRow);
  }

  events(exchangeId: string | undefined, page: PageRequest) {
    return this.#eventPage(exchangeId, page, EVENT_LIST, parseEvent);
  }

  event(id: string) {
    const row = this.#get('events', `SELECT ${EVENT_LIST} FROM events WHERE id = ?`, [toKey(id)]);
    return row && parseEvent(row);
  }

  logRows(page: PageRequest) {
    const list = this.#hasTraces() ? LOG_LIST : EARLY_LOG_LIST;
    const sql = `SELECT ${list} FROM logs WHERE id > ? ORDER BY id LIMIT ?`;
    const rows = this.#all('logs', sql, [toKey(page.afterId), toLimit(page)]);
    return { rows: rows.map(parseLog), total: this.#total(page, 'logs', '1', []) };
  }

  hmrRows(page: PageRequest) {
    return this.#recordPage('hmr', page, parseHmr);
  }

  hmr(id: string) {
    const row = this.#get('hmr', 'SELECT record FROM hmr WHERE id = ?', [toKey(id)]);
    return row && parseHmr(row);
  }

  errorRows(page: PageRequest) {
    return this.#recordPage('errors', page, parseError);
  }

  error(id: string) {
    const row = this.#get('errors', 'SELECT record FROM errors WHERE id = ?', [toKey(id)]);
    return row && parseError(row);
  }

  pageRows(page: PageRequest) {
    const { afterId } = page;
    const after = afterId === undefined ? '' : 'WHERE (at, id) > (SELECT at, id FROM pages WHERE id = ?)';
    const sql = `SELECT record FROM pages ${after} ORDER BY at, id LIMIT ?`;
    const rows = this.#all('pages', sql, [...(afterId === undefined ? [] : [afterId]), toLimit(page)]);
    return { rows: rows.map(parsePage), total: this.#count('pages') };
  }

  actionRows(page: PageRequest) {
    return this.#recordPage('actions', page, parseAction);
  }

  trace(traceId: string): TraceRows {
    const rows = (table: string, list: string, at = 'at') =>
      this.#hasTraces()
        ? this.#all(table, `SELECT ${list} FROM ${table} WHERE trace_id = ? ORDER BY ${at}, id LIMIT ?`, [
            traceId,
            TRACE_LIMIT,
          ])
        : [];
    return {
      exchanges: rows('exchanges', 'summary', 'started_at').map((row) => this.#asItStands(parseExchangeRow(row))),
      logs: rows('logs', LOG_LIST).map(parseLog),
      errors: rows('errors', 'record').map(parseError),
      actions: rows('actions', 'record').map(parseAction),
    };
  }

  keptMap(url: string, script: string) {
    const row = this.#get('maps', `SELECT ${MAP_LIST} FROM maps WHERE script = ? AND url = ?`, [script, url]);
    return row && parseMap(row);
  }

  keptMapBytes() {
    return Number(this.#get('maps', 'SELECT coalesce(sum(length(bytes)), 0) FROM maps', [])?.[0] ?? 0);
  }

  body(exchangeId: string, side: BodySide): StoredBody | undefined {
    const key = [toKey(exchangeId), side];
    const segments = this.#all(
      'body_segments',
      'SELECT bytes FROM body_segments JOIN bodies ON bodies.id = body WHERE exchange = ? AND side = ? ORDER BY position',
      key,
    );
    const tails = this.#all(
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
    this.#statements.clear();
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
    const rows = this.#all(table, pageSql, [...from, fitting]);
    return { rows: rows.map(parse), total: this.#total(page, table, sql, values) };
  }

  /** How many rows come to `PAGE_BYTES`, found without reading their payloads. */
  #fitting(table: string, sql: string, payload: string, values: readonly Value[]): number {
    const sizes = this.#all(
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
      const row = this.#get('frames', sql, [id]);
      if (!row) continue;
      rows.push(parse(row));
      const last = row.at(-1);
      bytes += Buffer.isBuffer(last) ? last.length : 0;
      if (bytes > PAGE_BYTES) break;
    }
    const key = JSON.stringify([condition.sql, condition.values, condition.text]);
    return { rows, total: this.#totals.of(page.afterId, key, () => this.#matchingIds(condition, Infinity).length) };
  }

  /** Ids after `after`, read in steps, as a read that is not taken to its end would stay open. */
  #matchingIds({ sql, values, matches }: FrameCondition, limit: number, after = 0): number[] {
    const step = `SELECT ${matches ? 'id, payload' : 'id'} FROM frames WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`;
    const ids: number[] = [];
    for (let from = after; ids.length < limit;) {
      const size = matches
        ? this.#fitting('frames', sql, 'length(payload)', [...values, from, SCAN_ROWS])
        : Math.min(limit, PAGE_LIMIT);
      const rows = this.#all('frames', step, [...values, from, size]);
      for (const row of rows) {
        if (ids.length < limit && (!matches || matches(row[1] as Buffer))) ids.push(row[0] as number);
      }
      if (rows.length === 0) break;
      from = rows.at(-1)?.[0] as number;
    }
    return ids;
  }

  #total({ afterId }: PageRequest, table: string, sql: string, values: readonly Value[]): number {
    return this.#totals.of(afterId, JSON.stringify([table, sql, values]), () =>
      Number(this.#get(table, `SELECT count(*) FROM ${table} WHERE ${sql}`, values)?.[0] ?? 0),
    );
  }

  /** What was under way when its recording stopped is under way no more. */
  #asItStands<T extends ExchangeRow>(row: T): T {
    return isUnfinished(row) && !this.#isRecorded() ? toStopped(row) : row;
  }

  #isRecorded(): boolean {
    const now = Date.now();
    if (now >= this.#recordedUntil) {
      this.#recorded = findRecording(this.#connection, this.path) !== undefined;
      this.#recordedUntil = now + RECORDING_MS;
    }
    return this.#recorded;
  }

  /** Rows of a table whose `record` holds all. */
  #recordPage<T>(table: string, page: PageRequest, parse: (row: Row) => T): Page<T> {
    const sql = `SELECT record FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`;
    const rows = this.#all(table, sql, [toKey(page.afterId), toLimit(page)]);
    return { rows: rows.map(parse), total: this.#count(table) };
  }

  /** The file has the columns of version 3; one that has not may get them when its recording goes on. */
  #hasTraces(): boolean {
    this.#traced ||= Number(this.#connection.scalar('PRAGMA user_version')) >= TRACES_VERSION;
    return this.#traced;
  }

  #count(kind: string): number {
    return Number(this.#get(kind, `SELECT count(*) FROM ${kind}`, [])?.[0] ?? 0);
  }

  /** First and last instant of all kinds; ids grow with time, so the ends of each table are enough. */
  #span(): readonly [number, number] | undefined {
    const instants = [
      this.#get('exchanges', 'SELECT min(started_at) FROM exchanges', []),
      this.#get('exchanges', 'SELECT max(started_at) FROM exchanges', []),
      ...['frames', 'events', 'logs', 'hmr', 'errors', 'actions'].flatMap((table) => [
        this.#get(table, `SELECT at FROM ${table} ORDER BY id LIMIT 1`, []),
        this.#get(table, `SELECT at FROM ${table} ORDER BY id DESC LIMIT 1`, []),
      ]),
    ].flatMap((row) => (typeof row?.[0] === 'number' ? [row[0]] : []));
    return instants.length > 0 ? [Math.min(...instants), Math.max(...instants)] : undefined;
  }

  #meta(key: string): string | undefined {
    return this.#get('meta', 'SELECT value FROM meta WHERE key = ?', [key])?.[0] as string | undefined;
  }

  #get(table: string, sql: string, values: readonly Value[]): Row | undefined {
    return this.#statement(table, sql)?.get(values);
  }

  #all(table: string, sql: string, values: readonly Value[]): readonly Row[] {
    return this.#statement(table, sql)?.all(values) ?? [];
  }

  /** undefined where the file has no such table: an older session, or an empty file. */
  #statement(table: string, sql: string): Statement | undefined {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (!this.#tables.has(table)) {
      const names = this.#connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all([]);
      this.#tables = new Set(names.map((row) => String(row[0])));
      if (!this.#tables.has(table)) return undefined;
    }
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** An id as the number it is in the file; 0, which no record has, for what is no number. */
function toKey(id: string | undefined): number {
  const key = Number(id ?? 0);
  return Number.isSafeInteger(key) ? key : 0;
}

function toLimit({ limit }: PageRequest): number {
  return Math.min(Math.max(0, Math.floor(limit)), PAGE_LIMIT);
}
