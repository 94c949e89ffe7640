// Store: brings a session file to the version this build writes, one step after the other.
import { Fault, faultCode } from '../base/fault.ts';
import type { Connection } from './connection.ts';
import { APPLICATION_ID, MIGRATIONS } from './schema.ts';

/** `user_version` of an open file. Throws a Fault when it is no session or a newer one than this build knows; an empty file is version 0. */
export function readVersion(connection: Connection, path: string, known = MIGRATIONS.length): number {
  const version = readNumber(connection, 'user_version', path);
  const application = readNumber(connection, 'application_id', path);
  if (application !== APPLICATION_ID && hasTables(connection)) {
    throw invalidSession(path, 'it is a database of another program');
  }
  if (version > known) {
    throw new Fault(
      'session-too-new',
      `${path} has session version ${version}, this Throughline reads up to ${known}: open it with a newer Throughline.`,
    );
  }
  return version;
}

/** Applies the steps that the file lacks, each with its version number in one transaction. */
export function migrate(connection: Connection, path: string, steps: readonly string[] = MIGRATIONS): void {
  const from = readVersion(connection, path, steps.length);
  for (const [index, step] of steps.slice(from).entries()) {
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(step);
      connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${from + index + 1}`);
      connection.exec('COMMIT');
    } catch (cause) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw cause;
    }
  }
}

/** The fault for a file that is no session. */
export function invalidSession(path: string, reason: string, cause?: unknown): Fault {
  return new Fault('session-invalid', `${path} can't be read as a session: ${reason}. Choose a .tline file.`, {
    cause,
  });
}

function readNumber(connection: Connection, pragma: string, path: string): number {
  try {
    return Number(connection.scalar(`PRAGMA ${pragma}`));
  } catch (cause) {
    const code = faultCode(cause);
    if (code === 'SQLITE_NOTADB') throw invalidSession(path, 'it is no SQLite file', cause);
    if (code.startsWith('SQLITE_CORRUPT')) throw invalidSession(path, 'the file is damaged', cause);
    throw cause;
  }
}

function hasTables(connection: Connection): boolean {
  return Number(connection.scalar('SELECT count(*) FROM sqlite_master')) > 0;
}
