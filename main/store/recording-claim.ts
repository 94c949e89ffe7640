// Store: makes one process the writer of a session file, and mends what the writer before left behind.
import { Fault } from '../base/fault.ts';
import type { Connection } from './connection.ts';
import { EXCHANGE_COLUMNS, parseExchange, toExchangeValues, WHOLE_EXCHANGE_LIST } from './exchange-columns.ts';
import { beginRecording, findRecording, isOwn, ownMark } from './recording-mark.ts';
import { createRowInserter } from './row-inserter.ts';
import { toStopped, UNFINISHED_STATES } from './unfinished.ts';

/** Makes this process the one that records, and ends what a recording before left under way. Throws a Fault while another process records. */
export function claimRecording(connection: Connection, path: string): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const other = findRecording(connection, path);
    if (other && !isOwn(other)) {
      throw new Fault(
        'session-busy',
        `${path} is being recorded by another Throughline (process ${other.pid}); end it, or choose another file with --session.`,
      );
    }
    endUnfinished(connection);
    beginRecording(connection, ownMark());
    connection.exec('COMMIT');
  } catch (cause) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw cause;
  }
}

/** Exchanges mended with one statement, as each is read whole. */
const MENDED_AT_ONCE = 500;

function endUnfinished(connection: Connection): void {
  if (connection.scalar("SELECT 1 FROM meta WHERE key = 'endedAt'") !== undefined) return;
  const states = UNFINISHED_STATES.map((state) => `'${state}'`).join(', ');
  const find = connection.prepare(
    `SELECT ${WHOLE_EXCHANGE_LIST} FROM exchanges WHERE state IN (${states}) LIMIT ${MENDED_AT_ONCE}`,
  );
  const exchanges = createRowInserter(connection, 'exchanges', EXCHANGE_COLUMNS);
  for (let rows = find.all([]); rows.length > 0; rows = find.all([])) {
    for (const row of rows) exchanges.add(toExchangeValues(toStopped(parseExchange(row))));
    exchanges.flush();
  }
}
