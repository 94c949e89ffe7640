// Store: opens a session file for reading, whatever state its writer left it in.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { Fault, faultCode, faultMessage } from '../base/fault.ts';
import { openConnection, type Connection, type ConnectionMode } from './connection.ts';
import { invalidSession, readVersion } from './migrations.ts';

/** Page cache of a reading connection, in KiB. */
const CACHE_KIB = 8_192;

export interface SessionFile {
  readonly connection: Connection;
  /** `PRAGMA user_version` when it was opened. */
  readonly version: number;
  /** Leaves nothing beside the file that its writer did not leave there, and repairs what a crash left. */
  close(): void;
}

/** Opens the file without ever changing what it holds. Throws a Fault. */
export function openSessionFile(path: string): SessionFile {
  const { connection, mode } = openFirst(path, chooseModes(path));
  const version = readVersion(connection, path);
  connection.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA temp_store = MEMORY`);
  let closed = false;
  return {
    connection,
    version,
    close() {
      if (closed) return;
      closed = true;
      if (mode === 'write') foldLog(connection);
      connection.close();
    },
  };
}

/**
 * A file that ended well is opened read-only. One with a write-ahead log is being recorded or was left by a crash: its
 * log can only be read by a connection that may write, which then promises not to (`query_only`). The same mends a file
 * that was left in the middle of a change. Where nothing can be written, what is in the file itself is read.
 * The file itself is never looked into here: when a process closes any handle of a file, POSIX systems take all its locks on
 * that file away, and a recording in the same process would stand unprotected (SQLite, "How To Corrupt", section 2.2).
 */
function chooseModes(path: string): readonly ConnectionMode[] {
  checkReadable(path);
  return existsSync(`${path}-wal`) ? ['write', 'frozen'] : ['read', 'write', 'frozen'];
}

function openFirst(
  path: string,
  modes: readonly ConnectionMode[],
): { readonly connection: Connection; readonly mode: ConnectionMode } {
  let failure: Error | undefined;
  for (const mode of modes) {
    const opened = tryOpen(path, mode);
    if (!(opened instanceof Error)) return { connection: opened, mode };
    if (opened instanceof Fault) throw opened;
    failure ??= opened;
  }
  throw invalidSession(path, `the database can't be opened (${faultMessage(failure)})`, failure);
}

function checkReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    const reason = faultCode(cause) === 'ENOENT' ? 'it does not exist' : `it can't be opened (${faultCode(cause)})`;
    throw new Fault('session-missing', `There is no session at ${path}: ${reason}. Check the path.`, { cause });
  }
  if (statSync(path).isDirectory()) throw invalidSession(path, 'it is a folder');
}

function tryOpen(path: string, mode: ConnectionMode): Connection | Error {
  try {
    const connection = openConnection(path, mode);
    if (mode === 'write') connection.exec('PRAGMA query_only = 1');
    // The first read is what opens the log.
    connection.scalar('SELECT count(*) FROM sqlite_master');
    return connection;
  } catch (cause) {
    const code = faultCode(cause);
    if (code === 'SQLITE_NOTADB') return invalidSession(path, 'it is no SQLite file', cause);
    if (code.startsWith('SQLITE_CORRUPT')) return invalidSession(path, 'the file is damaged', cause);
    return cause instanceof Error ? cause : invalidSession(path, String(cause), cause);
  }
}

/** The last one to leave moves the log into the file. While anyone else has it open, this is refused and nothing changes. */
function foldLog(connection: Connection): void {
  connection.exec('PRAGMA busy_timeout = 0; PRAGMA query_only = 0');
  try {
    connection.scalar('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    if (!faultCode(cause).startsWith('SQLITE_')) throw cause;
  }
}
