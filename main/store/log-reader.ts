// Store: answers questions about log records, also where a million of them must be looked through.
import type { LogLevel, LogRecord } from '../model/log.ts';
import type { LogFilter, LogHistogram, LogIndex, Page } from '../model/protocol.ts';
import type { Row, Value } from './connection.ts';
import { parseLog, toLogList } from './log-columns.ts';
import { ALL, MATCHED_LIST, MORE, toLogCondition, type LogCondition } from './log-condition.ts';
import { toKey, toLimit, type PageRequest, type SessionTables } from './session-tables.ts';
import type { Steps } from './steps.ts';

/** Records that one question about an index looks at. */
export const INDEX_LIMIT = 1_000_000;
/** Ids looked at in one step. */
export const INDEX_STEP = 50_000;
/** Rows looked at in one go where a condition is left to JavaScript. */
const SCAN_ROWS = 1_000;
/** Records counted one by one for steps shorter than a second; beyond it, seconds are counted whole. */
const EXACT_RECORDS = 200_000;
/** The most steps of a histogram. */
export const HISTOGRAM_STEPS = 5_000;
/** The version from which records carry traces and the like. */
const TRACES_VERSION = 3;
/** The version from which `log_seconds` and all columns are there. */
const SECONDS_VERSION = 4;

/** Where an index begins: after that id, with that many records in the page that is not full. */
export interface IndexRequest {
  readonly every: number;
  readonly afterId?: string;
  readonly skip?: number;
}

export class LogReader {
  readonly #tables: SessionTables;

  constructor(tables: SessionTables) {
    this.#tables = tables;
  }

  log(id: string): LogRecord | undefined {
    const row = this.#tables.get('logs', `SELECT ${this.list()} FROM logs WHERE id = ?`, [toKey(id)]);
    return row && parseLog(row);
  }

  rows(page: PageRequest, filter: LogFilter = {}): Page<LogRecord> {
    const condition = this.#toCondition(filter);
    return {
      rows: condition.matches ? this.#scanned(condition, page) : this.#found(condition, page),
      total: this.#tables.totals.of(page.afterId, 'logs', () => this.count()),
    };
  }

  /** The select list that `parseLog` takes. */
  list(): string {
    return toLogList(this.#tables.isAtLeast(SECONDS_VERSION) ? SECONDS_VERSION : this.#tables.version());
  }

  /** Looks at the records after `afterId`, `INDEX_STEP` ids at a time. */
  *index(filter: LogFilter, { every, afterId, skip = 0 }: IndexRequest): Steps<LogIndex> {
    const condition = this.#toCondition(filter);
    const last = Number(this.#tables.get('logs', 'SELECT max(id) FROM logs')?.[0] ?? 0);
    const start = toKey(afterId);
    const end = Math.min(last, start + INDEX_LIMIT);
    const step = Math.max(1, Math.floor(every));
    const stepIds = condition.narrow ? INDEX_LIMIT : INDEX_STEP;
    const isDense = condition.sql === ALL && condition.matches === undefined && this.#isDense(last);
    const anchors: string[] = [];
    let total = 0;
    for (let from = start; from < end; from += stepIds) {
      const to = Math.min(end, from + stepIds);
      const ids = isDense ? undefined : this.#ids(condition, from, to);
      const count = ids?.length ?? to - from;
      const first = (step - ((skip + total) % step)) % step;
      for (let at = first; at < count; at += step) anchors.push(String(ids?.[at] ?? from + at + 1));
      total += count;
      yield;
    }
    const lastId = Math.max(end, start);
    return { anchors, every: step, total, ...(lastId > 0 && { lastId: String(lastId) }) };
  }

  histogram({ fromAt, toAt, steps }: { fromAt: number; toAt: number; steps: number }): LogHistogram {
    const count = Math.min(Math.max(1, Math.floor(steps)), HISTOGRAM_STEPS);
    const stepMs = Math.max(toAt - fromAt, 1e-3) / count;
    const levels: Partial<Record<LogLevel, number>>[] = Array.from({ length: count }, () => ({}));
    for (const [step, level, sum] of this.#sums(fromAt, toAt, stepMs)) {
      const at = levels[Math.min(Math.max(Number(step), 0), count - 1)];
      if (at) at[level as LogLevel] = (at[level as LogLevel] ?? 0) + Number(sum);
    }
    return { fromAt, stepMs, levels };
  }

  #sums(fromAt: number, toAt: number, stepMs: number): readonly Row[] {
    const exact =
      'SELECT CAST((at - ?) / ? AS INTEGER), level, count(*) FROM logs WHERE at >= ? AND at < ? GROUP BY 1, 2';
    const values = [fromAt, stepMs, fromAt, toAt];
    if (!this.#tables.isAtLeast(SECONDS_VERSION)) return this.#tables.all('logs', exact, values);
    const seconds = [Math.floor(fromAt / 1_000), Math.ceil(toAt / 1_000)];
    if (stepMs < 1_000) {
      const sum = 'SELECT sum(count) FROM log_seconds WHERE second >= ? AND second < ?';
      if (Number(this.#tables.get('log_seconds', sum, seconds)?.[0] ?? 0) <= EXACT_RECORDS)
        return this.#tables.all('logs', exact, values);
    }
    const whole = `SELECT CAST((second * 1000.0 - ?) / ? AS INTEGER), level, sum(count) FROM log_seconds
      WHERE second >= ? AND second < ? GROUP BY 1, 2`;
    return this.#tables.all('log_seconds', whole, [fromAt, stepMs, ...seconds]);
  }

  count(): number {
    if (!this.#tables.isAtLeast(SECONDS_VERSION)) return this.#tables.count('logs');
    return Number(this.#tables.get('log_seconds', 'SELECT sum(count) FROM log_seconds')?.[0] ?? 0);
  }

  /** No id is missing from 1 to the last, so that places and ids are the same. */
  #isDense(last: number): boolean {
    return this.#tables.isAtLeast(SECONDS_VERSION) && this.count() === last;
  }

  /** Columns that an older session lacks match nothing. */
  #toCondition(filter: LogFilter): LogCondition {
    const condition = toLogCondition(filter);
    if (this.#tables.isAtLeast(SECONDS_VERSION)) return condition;
    if (condition.narrow && !this.#tables.isAtLeast(TRACES_VERSION)) return { sql: '0', values: [], narrow: true };
    return { ...condition, sql: condition.sql.replaceAll(MORE, "''") };
  }

  #found({ sql, values }: LogCondition, page: PageRequest): LogRecord[] {
    const asked = `SELECT ${this.list()} FROM logs WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`;
    return this.#tables.all('logs', asked, [...values, toKey(page.afterId), toLimit(page)]).map(parseLog);
  }

  #scanned(condition: LogCondition, page: PageRequest): LogRecord[] {
    const records: LogRecord[] = [];
    const sql = `SELECT ${this.list()} FROM logs WHERE id = ?`;
    for (const id of this.#matching(condition, toKey(page.afterId), toLimit(page))) {
      const row = this.#tables.get('logs', sql, [id]);
      if (row) records.push(parseLog(row));
    }
    return records;
  }

  /** Ids of the records that match, of those after `after` up to `to`. */
  #ids(condition: LogCondition, after: number, to: number): readonly (string | number)[] {
    if (condition.matches) return this.#matching(condition, after, Infinity, to);
    // One text is read many times faster than a row for each.
    const sql = `SELECT group_concat(id) FROM (SELECT id FROM logs WHERE ${condition.sql} AND id > ? AND id <= ? ORDER BY id)`;
    const text = this.#tables.get('logs', sql, [...condition.values, after, to])?.[0];
    return typeof text === 'string' ? text.split(',') : [];
  }

  /** Read in steps, as a read that is not taken to its end would stay open. */
  #matching(condition: LogCondition, after: number, limit: number, to = Number.MAX_SAFE_INTEGER): number[] {
    const list = this.#tables.isAtLeast(SECONDS_VERSION)
      ? MATCHED_LIST
      : MATCHED_LIST.replace('CAST(more AS BLOB)', 'NULL');
    const sql = `SELECT ${list} FROM logs WHERE ${condition.sql} AND id > ? AND id <= ? ORDER BY id LIMIT ?`;
    const ids: number[] = [];
    for (let from = after; ids.length < limit;) {
      const values: Value[] = [...condition.values, from, to, SCAN_ROWS];
      const rows = this.#tables.all('logs', sql, values);
      for (const row of rows) if (ids.length < limit && condition.matches?.(row) !== false) ids.push(row[0] as number);
      if (rows.length === 0) break;
      from = rows.at(-1)?.[0] as number;
    }
    return ids;
  }
}
