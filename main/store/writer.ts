// Store: writes what was recorded into one session file. Lives on the recorder's thread; a disk that fails never reaches its caller.
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock, type Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Fault, faultCode, faultMessage } from '../base/fault.ts';
import type { BodySide, Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type { TelemetryTotals } from '../model/telemetry.ts';
import { bodyKey, createBodyWriter } from './body-writer.ts';
import { openConnection, type Connection } from './connection.ts';
import { migrate } from './migrations.ts';
import { createPending } from './pending.ts';
import { createRecordWriter } from './record-writer.ts';
import { claimRecording } from './recording-claim.ts';
import { endRecording } from './recording-mark.ts';

/** Records and bytes that wait before `write` commits by itself. */
export const COMMIT_RECORDS = 1_000;
export const COMMIT_BYTES = 4 * 1024 * 1024;
/** How long after a failure the file is tried again, in milliseconds. */
export const RETRY_MS = 1_000;
/** Page cache of the writing connection, in KiB. */
const CACHE_KIB = 4_096;
/** Bytes of a page: larger than usual, as a record rarely fits in 4 KiB and each page is written twice. */
const PAGE_BYTES = 8_192;
/** Pages in the write-ahead log before they are moved into the file. */
const CHECKPOINT_PAGES = 2_000;
/** What the write-ahead log is cut to after it grew, in bytes. */
const WAL_LIMIT_BYTES = 32 * 1024 * 1024;

export interface WriterOptions {
  readonly path: string;
  /** Throughline's version, kept in the file. */
  readonly version: string;
  readonly clock?: Clock;
  /** Opens the file; another one in tests that make the disk fail. */
  readonly connect?: (path: string) => Connection;
}

/** The next free number of each kind, more than 1 when a session is continued. */
export interface FirstIds {
  readonly exchange: number;
  readonly frame: number;
  readonly event: number;
  readonly log: number;
  readonly hmr: number;
  readonly error: number;
  readonly action: number;
  readonly profile: number;
  /** For pages whose document is unknown: more than there are. */
  readonly page: number;
}

export interface Writer extends Disposable {
  /** Takes a record; it is in the file after the next commit. */
  write(recorded: Recorded): void;
  /** Writes what waits, unless a failure is less than `RETRY_MS` ago. True when nothing waits any more. */
  commit(): boolean;
  /** How much there is of logs, spans, metrics and profiles, as of the last commit. */
  telemetry(): TelemetryTotals;
  counts(): { readonly exchanges: number; readonly dropped: number };
  /** Details left out so far, here and before. */
  readonly dropped: number;
  firstIds(): FirstIds;
  /** About the bytes of bodies and frames that a continued session holds: the size of its file; 0 for a new one. */
  readonly usedBytes: number;
  /** Set while the file can't be written. */
  readonly fault: { readonly code: string; readonly message: string } | undefined;
  /** Writes what waits and leaves one file with nothing beside it. */
  close(): void;
}

/** Opens or makes the session file. Throws a Fault when that can't be done; later failures are held in `fault`. */
export function createWriter(options: WriterOptions): Writer {
  const { path, clock = systemClock } = options;
  const connection = openForWriting(options);
  const firstIds = readFirstIds(connection);
  const usedBytes = readUsedBytes(connection, firstIds);
  const pending = createPending();
  const records = createRecordWriter(connection);
  const bodies = createBodyWriter(connection);
  const setMeta = connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  /** Bodies that lost bytes here: what the file keeps of each. An entry goes when its exchange has ended. */
  const cuts = new Map<string, number>();
  let dropped = Number(readMeta(connection, 'dropped') ?? 0);
  let droppedWritten = dropped;
  let fault: Writer['fault'];
  let retryAt = 0;
  let closed = false;

  function writePending(): void {
    bodies.write(pending.bodies.values());
    const exchanges = [...pending.exchanges.values()].map((exchange) => markCut(exchange, cuts));
    dropped += records.put(pending, exchanges);
    if (dropped !== droppedWritten) setMeta.run(['dropped', String(dropped)]);
  }

  function commitNow(): boolean {
    if (pending.size() === 0 && dropped === droppedWritten) return true;
    const droppedBefore = dropped;
    try {
      connection.exec('BEGIN IMMEDIATE');
      writePending();
      connection.exec('COMMIT');
    } catch (cause) {
      dropped = droppedBefore;
      undo();
      fail(cause);
      return false;
    }
    bodies.committed();
    records.committed();
    for (const exchange of pending.exchanges.values()) if (hasEnded(exchange)) forgetCuts(exchange.id);
    pending.clear();
    droppedWritten = dropped;
    fault = undefined;
    return true;
  }

  function undo(): void {
    bodies.undone();
    records.undone();
    try {
      if (connection.inTransaction) connection.exec('ROLLBACK');
    } catch (cause) {
      fail(cause);
    }
  }

  function fail(cause: unknown): void {
    fault = unwritable(path, cause);
    retryAt = clock() + RETRY_MS;
    // Anything but the system's refusal would fail again for ever: leave the records out.
    if (!isSystemFailure(cause)) {
      dropped += pending.size();
      pending.clear();
    }
  }

  function cut(exchangeId: string, side: BodySide): void {
    const key = bodyKey(exchangeId, side);
    if (!cuts.has(key)) cuts.set(key, bodies.keptBytes(exchangeId, side));
  }

  function forgetCuts(exchangeId: string): void {
    cuts.delete(bodyKey(exchangeId, 'request'));
    cuts.delete(bodyKey(exchangeId, 'response'));
  }

  function commit(): boolean {
    return fault && clock() < retryAt ? false : commitNow();
  }

  return {
    usedBytes,
    firstIds: () => firstIds,
    get dropped() {
      return dropped;
    },
    get fault() {
      return fault;
    },
    counts: () => ({ exchanges: Number(connection.scalar('SELECT count(*) FROM exchanges')), dropped }),
    telemetry: () => records.telemetry(),
    commit,
    write(recorded) {
      if (recorded.kind === 'dropped') {
        dropped += recorded.count;
        return;
      }
      if (recorded.kind === 'body' && cuts.has(bodyKey(recorded.exchangeId, recorded.side))) {
        dropped += 1;
        return;
      }
      pending.add(recorded);
      if (pending.size() >= COMMIT_RECORDS || pending.bytes() >= COMMIT_BYTES) commit();
      if (fault) dropped += pending.shed(cut);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const body of bodies.open()) pending.add({ kind: 'body-end', exchangeId: body.exchangeId, side: body.side });
      if (commitNow()) tidy(connection, clock());
      connection.close();
    },
  };
}

function openForWriting({ path, version, clock = systemClock, connect }: WriterOptions): Connection {
  let made = false;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    made = !existsSync(path);
    // Tells early, and in the system's own words, when the file can't be written. One that is there is not opened for it:
    // closing it would take the locks of others in this process away.
    if (made) closeSync(openSync(path, 'a', 0o600));
    else accessSync(path, constants.R_OK | constants.W_OK);
    const connection = connect ? connect(path) : openConnection(path, 'write');
    // Heeded only while the file is empty.
    connection.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    migrate(connection, path);
    connection.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${CACHE_KIB};
       PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}; PRAGMA temp_store = MEMORY`,
    );
    claimRecording(connection, path);
    const put = connection.prepare('INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)');
    put.run(['startedAt', new Date(clock()).toISOString()]);
    connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(['version', version]);
    return connection;
  } catch (cause) {
    if (made) rmSync(path, { force: true });
    if (cause instanceof Fault) throw cause;
    const { code, message } = unwritable(path, cause);
    throw new Fault(code, message, { cause });
  }
}

function readFirstIds(connection: Connection): FirstIds {
  const next = (table: string) => Number(connection.scalar(`SELECT coalesce(max(id), 0) + 1 FROM ${table}`));
  return {
    exchange: next('exchanges'),
    frame: next('frames'),
    event: next('events'),
    log: next('logs'),
    hmr: next('hmr'),
    error: next('errors'),
    action: next('actions'),
    profile: next('profiles'),
    page: Number(connection.scalar('SELECT count(*) + 1 FROM pages')),
  };
}

function readUsedBytes(connection: Connection, firstIds: FirstIds): number {
  if (firstIds.exchange === 1 && firstIds.frame === 1) return 0;
  return Number(connection.scalar('PRAGMA page_count')) * Number(connection.scalar('PRAGMA page_size'));
}

function readMeta(connection: Connection, key: string): string | undefined {
  return connection.scalar('SELECT value FROM meta WHERE key = ?', [key]) as string | undefined;
}

/** Marks a clean end and goes back to one file. Another process that reads keeps the log; the last to close removes it. */
function tidy(connection: Connection, now: number): void {
  try {
    endRecording(connection, now);
    connection.scalar('PRAGMA wal_checkpoint(TRUNCATE)');
    connection.scalar('PRAGMA journal_mode = DELETE');
  } catch (cause) {
    if (!isSystemFailure(cause)) throw cause;
  }
}

/** The exchange with what was lost here marked in its bodies. */
function markCut(exchange: Exchange, cuts: ReadonlyMap<string, number>): Exchange {
  if (cuts.size === 0) return exchange;
  const request = cuts.get(bodyKey(exchange.id, 'request'));
  const response = cuts.get(bodyKey(exchange.id, 'response'));
  return {
    ...exchange,
    ...(request === undefined
      ? undefined
      : { requestBody: { ...exchange.requestBody, keptBytes: request, truncated: true } }),
    ...(response === undefined
      ? undefined
      : { responseBody: { ...exchange.responseBody, keptBytes: response, truncated: true } }),
  };
}

function hasEnded(exchange: Exchange): boolean {
  return exchange.state === 'done' || exchange.state === 'failed';
}

const SYSTEM_CODES = ['FULL', 'IOERR', 'READONLY', 'CANTOPEN', 'BUSY', 'LOCKED', 'NOMEM', 'PERM', 'AUTH', 'CORRUPT'];

function isSystemFailure(cause: unknown): boolean {
  const code = faultCode(cause);
  return SYSTEM_CODES.some((name) => code.startsWith(`SQLITE_${name}`));
}

function unwritable(path: string, cause: unknown): { readonly code: string; readonly message: string } {
  const code = faultCode(cause);
  const reason =
    code.startsWith('SQLITE_FULL') || code === 'ENOSPC'
      ? 'the disk is full; free some space'
      : code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM'
        ? 'it is read-only; choose another place with --session'
        : faultMessage(cause);
  return { code: 'session-unwritable', message: `The session file ${path} can't be written: ${reason}.` };
}
