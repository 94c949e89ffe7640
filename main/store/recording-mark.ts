// Store: who records into a session file, so that readers and a second recording can tell whether anyone still does.
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { faultCode } from '../base/fault.ts';
import type { Connection } from './connection.ts';

/** The process that records, as it is kept in `meta` under `writer`. */
export interface RecordingMark {
  /** The machine since it was started, and the space its process numbers count in; the same text means the same processes. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, in a form that only compares; empty where the system does not tell without effort. */
  readonly began: string;
}

/** A session recorded on another machine counts as being recorded while its files changed within this time, in milliseconds. */
const ELSEWHERE_MS = 60_000;

const MARK = 'writer';
const ENDED = 'endedAt';

/** This process's mark. */
export function ownMark(): RecordingMark {
  return { machine: machineName(), pid: process.pid, began: readProcess(process.pid)?.began ?? '' };
}

/** Writes the mark and takes a clean end back; part of the open transaction, if there is one. */
export function beginRecording(connection: Connection, mark: RecordingMark): void {
  const put = connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  connection.prepare('DELETE FROM meta WHERE key = ?').run([ENDED]);
  put.run([MARK, JSON.stringify(mark)]);
}

/** Takes the mark away; with an instant the recording ended well, without one nobody knows how it ended. */
export function endRecording(connection: Connection, now?: number): void {
  connection.prepare('DELETE FROM meta WHERE key = ?').run([MARK]);
  if (now === undefined) return;
  const put = connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  put.run([ENDED, new Date(now).toISOString()]);
}

/** The process that records into the file now; undefined where none does. Its session has come to its end then, well or not. */
export function findRecording(connection: Connection, path: string): RecordingMark | undefined {
  const read = connection.prepare('SELECT value FROM meta WHERE key = ?');
  if (read.get([ENDED])) return undefined;
  const mark = parseMark(read.get([MARK])?.[0]);
  return mark && isRecording(mark, path) ? mark : undefined;
}

/** True for a mark of this process. */
export function isOwn(mark: RecordingMark): boolean {
  const own = ownMark();
  return mark.machine === own.machine && mark.pid === own.pid && mark.began === own.began;
}

function isRecording(mark: RecordingMark, path: string): boolean {
  if (mark.machine !== machineName()) return [path, `${path}-wal`].some(changedLately);
  const found = readProcess(mark.pid);
  if (found) return !found.ended && (mark.began === '' || found.began === mark.began);
  return process.platform !== 'linux' && answersSignals(mark.pid);
}

function changedLately(path: string): boolean {
  const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return changedAt !== undefined && Date.now() - changedAt < ELSEWHERE_MS;
}

function parseMark(value: unknown): RecordingMark | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const { machine, pid, began } = JSON.parse(value) as Partial<Record<keyof RecordingMark, unknown>>;
    if (typeof machine !== 'string' || typeof pid !== 'number' || typeof began !== 'string') return undefined;
    return { machine, pid, began };
  } catch {
    // Written by something else: nobody that could be looked for.
    return undefined;
  }
}

let machine: string | undefined;

function machineName(): string {
  machine ??= readMachineName();
  return machine;
}

function readMachineName(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Not Linux, or a Linux that does not tell.
    return hostname();
  }
}

/** What Linux tells of a process (proc(5)); undefined where it is gone or the system has no such file. */
function readProcess(pid: number): { readonly began: string; readonly ended: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before may hold anything, also brackets and blanks; the state follows it, the start is the 22nd field.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { began: fields[19] ?? '', ended: /^[ZXx]$/.test(fields[0] ?? '') };
  } catch {
    // No such process, or no such file system.
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return faultCode(cause) === 'EPERM';
  }
}
