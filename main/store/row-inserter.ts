// Store: puts rows of one table, several with one statement, because a statement's fixed cost is more than a row's.
import type { Connection, Statement, Value } from './connection.ts';

/** Rows put by one statement when that many wait. */
const ROWS_PER_STATEMENT = 16;

export interface RowInserter {
  /** Puts the row, now or at `flush`. */
  add(values: readonly Value[]): void;
  /** Puts what waits. */
  flush(): void;
  /** Forgets what waits, after a transaction was undone. */
  clear(): void;
}

/** A row with the key of one that is there replaces it, or does what `onConflict` says: the upsert clause of the statement. */
export function createRowInserter(
  connection: Connection,
  table: string,
  columns: readonly string[],
  onConflict = '',
): RowInserter {
  const head = `INSERT ${onConflict === '' ? 'OR REPLACE ' : ''}INTO ${table} (${columns.join(', ')}) VALUES `;
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const one = connection.prepare(`${head}${tuple} ${onConflict}`);
  const many: Statement = connection.prepare(
    `${head}${Array(ROWS_PER_STATEMENT).fill(tuple).join(', ')} ${onConflict}`,
  );
  let waiting: Value[] = [];
  let rows = 0;
  return {
    add(values) {
      for (const value of values) waiting.push(value);
      rows += 1;
      if (rows < ROWS_PER_STATEMENT) return;
      const full = waiting;
      this.clear();
      many.run(full);
    },
    flush() {
      const rest = waiting;
      this.clear();
      for (let at = 0; at < rest.length; at += columns.length) one.run(rest.slice(at, at + columns.length));
    },
    clear() {
      waiting = [];
      rows = 0;
    },
  };
}

/** The row whose `key` columns are the same takes the new values and stays at its place. */
export function updateOn(key: readonly string[], columns: readonly string[]): string {
  const others = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.join(', ')}`;
}
