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

/** A row with the key of one that is there replaces it. */
export function createRowInserter(connection: Connection, table: string, columns: readonly string[]): RowInserter {
  const head = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES `;
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const one = connection.prepare(head + tuple);
  const many: Statement = connection.prepare(head + Array(ROWS_PER_STATEMENT).fill(tuple).join(', '));
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
