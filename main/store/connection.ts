// Store: one connection to an SQLite file, with rows as arrays. The only file that knows the driver.
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { Disposable } from '../base/disposable.ts';

/** What a column takes. */
export type Value = number | string | Uint8Array | null;

/** One row, its columns in the order of the statement. */
export type Row = readonly unknown[];

/** A prepared statement. */
export interface Statement {
  run(values: readonly Value[]): void;
  get(values: readonly Value[]): Row | undefined;
  all(values: readonly Value[]): readonly Row[];
}

export interface Connection extends Disposable {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** The first column of the first row. */
  scalar(sql: string, values?: readonly Value[]): unknown;
  /** A transaction is open. */
  readonly inTransaction: boolean;
  close(): void;
}

/** `write` makes the file where it is missing; `read` never changes it; `frozen` also takes no locks, for files in places that can't be written. */
export type ConnectionMode = 'write' | 'read' | 'frozen';

/** How long a statement waits for another process's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 2_000;

/** Opens a file. Throws the driver's error. */
export function openConnection(path: string, mode: ConnectionMode): Connection {
  const database = new Database(toFileName(path, mode));
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  let closed = false;
  return {
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => toStatement(database, sql),
    scalar: (sql, values = []) => toStatement(database, sql).get(values)?.[0],
    get inTransaction() {
      return database.inTransaction;
    },
    close() {
      if (closed) return;
      closed = true;
      database.close();
    },
  };
}

function toFileName(path: string, mode: ConnectionMode): string {
  const url = pathToFileURL(path).href;
  if (mode === 'write') return url;
  return mode === 'read' ? `${url}?mode=ro` : `${url}?mode=ro&immutable=1`;
}

function toStatement(database: Database.Database, sql: string): Statement {
  const statement = database.prepare(sql);
  // Statements that answer nothing refuse the raw mode.
  if (statement.reader) statement.raw();
  return {
    run: (values) => void statement.run(values),
    get: (values) => statement.get(values) as Row | undefined,
    all: (values) => statement.all(values) as readonly Row[],
  };
}
