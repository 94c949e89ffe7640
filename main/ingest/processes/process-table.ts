// Ingest: the processes of this machine: from /proc where there is one, else from `ps`.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The environment variable that everything started by a run carries, so that it is found wherever it went. */
export const MARK_VARIABLE = 'THROUGHLINE_RUN';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Its process group. */
  readonly group: number;
  /** Its session; only on Linux. */
  readonly session?: number;
  /** The variable's value; only on Linux, and for processes of the same user. */
  readonly mark?: string;
}

/** All processes but those that have ended and only wait to be collected. */
export async function readProcessTable(): Promise<readonly ProcessEntry[]> {
  return process.platform === 'linux' ? readProc() : readPs();
}

async function readProc(): Promise<readonly ProcessEntry[]> {
  const names = await readdir('/proc');
  const entries = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcEntry));
  return entries.filter((entry) => entry !== undefined);
}

async function readProcEntry(pid: string): Promise<ProcessEntry | undefined> {
  // One that has just ended, or another user's, tells nothing.
  const [stat, environment] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
  ]);
  const entry = parseStat(stat);
  const mark = entry && parseMark(environment);
  return entry && (mark === undefined ? entry : { ...entry, mark });
}

/** A line of /proc/<pid>/stat (proc(5)); undefined for one that has ended. */
export function parseStat(line: string): ProcessEntry | undefined {
  // The name, in brackets, may hold anything.
  const close = line.lastIndexOf(')');
  const [state, parent, group, session] = line.slice(close + 2).split(' ');
  const pid = Number.parseInt(line, 10);
  if (close === -1 || Number.isNaN(pid) || state === 'Z' || state === 'X') return undefined;
  return { pid, parent: Number(parent), group: Number(group), session: Number(session) };
}

/** The mark in an environment of `name=value` texts with a NUL after each. */
export function parseMark(environment: string): string | undefined {
  const prefix = `${MARK_VARIABLE}=`;
  return environment
    .split('\0')
    .find((each) => each.startsWith(prefix))
    ?.slice(prefix.length);
}

async function readPs(): Promise<readonly ProcessEntry[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=']);
  return stdout.split('\n').flatMap((line) => parsePs(line) ?? []);
}

/** A line of `ps -o pid=,ppid=,pgid=,stat=`; undefined for one that has ended. */
export function parsePs(line: string): ProcessEntry | undefined {
  const [pid, parent, group, state] = line.trim().split(/\s+/);
  if (state === undefined || state.startsWith('Z')) return undefined;
  return { pid: Number(pid), parent: Number(parent), group: Number(group) };
}
