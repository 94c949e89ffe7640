// Store: the tables of one session as its readers ask them: prepared once, absent in older files, pages within bounds.
import { PAGE_LIMIT, type Page } from '../model/protocol.ts';
import type { Connection, Row, Statement, Value } from './connection.ts';
import { PageTotals } from './page-totals.ts';

export type PageRequest = { readonly afterId?: string; readonly limit: number };

export class SessionTables {
  readonly connection: Connection;
  readonly totals = new PageTotals();
  readonly #statements = new Map<string, Statement>();
  #tables = new Set<string>();
  #version = 0;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The file has that version at least; one that has not may get it when its recording goes on. */
  isAtLeast(version: number): boolean {
    if (this.#version < version) this.#version = this.version();
    return this.#version >= version;
  }

  version(): number {
    return Number(this.connection.scalar('PRAGMA user_version'));
  }

  get(table: string, sql: string, values: readonly Value[] = []): Row | undefined {
    return this.#statement(table, sql)?.get(values);
  }

  all(table: string, sql: string, values: readonly Value[] = []): readonly Row[] {
    return this.#statement(table, sql)?.all(values) ?? [];
  }

  count(table: string): number {
    return Number(this.get(table, `SELECT count(*) FROM ${table}`)?.[0] ?? 0);
  }

  /** How many rows match, counted with the first page only. */
  total({ afterId }: PageRequest, table: string, sql: string, values: readonly Value[]): number {
    return this.totals.of(afterId, JSON.stringify([table, sql, values]), () =>
      Number(this.get(table, `SELECT count(*) FROM ${table} WHERE ${sql}`, values)?.[0] ?? 0),
    );
  }

  /** A page of a table whose `record` holds all. */
  recordPage<T>(table: string, page: PageRequest, parse: (row: Row) => T): Page<T> {
    const sql = `SELECT record FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`;
    const rows = this.all(table, sql, [toKey(page.afterId), toLimit(page)]);
    return { rows: rows.map(parse), total: this.total(page, table, '1', []) };
  }

  forget(): void {
    this.#statements.clear();
  }

  /** undefined where the file has no such table: an older session, or an empty file. */
  #statement(table: string, sql: string): Statement | undefined {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (!this.#tables.has(table)) {
      const names = this.connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all([]);
      this.#tables = new Set(names.map((row) => String(row[0])));
      if (!this.#tables.has(table)) return undefined;
    }
    const statement = this.connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** An id as the number it is in the file; 0, which no record has, for what is no number. */
export function toKey(id: string | undefined): number {
  const key = Number(id ?? 0);
  return Number.isSafeInteger(key) ? key : 0;
}

export function toLimit({ limit }: { readonly limit: number }): number {
  return Math.min(Math.max(0, Math.floor(limit)), PAGE_LIMIT);
}
