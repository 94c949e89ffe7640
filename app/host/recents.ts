// Shell: what was opened before: targets from a small file, sessions from the session folder and that file.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RecentSession } from '../../main/model/protocol.ts';
import { faultCode } from '../../main/base/fault.ts';

/** How many of each are kept and shown. */
export const RECENT_TARGETS = 8;
export const RECENT_SESSIONS = 20;

/** The largest recents file that is read, and the longest entry kept. */
const FILE_BYTES = 64 * 1024;
const ENTRY_LENGTH = 2_048;

interface RecentsFile {
  readonly targets: readonly string[];
  readonly files: readonly string[];
}

export interface Recents {
  addTarget(target: string): Promise<void>;
  /** Remembers a file outside of the session folder. */
  addFile(path: string): Promise<void>;
  targets(): Promise<readonly string[]>;
  /** Newest first; files that are gone or empty are left out. */
  sessions(): Promise<readonly RecentSession[]>;
}

/** Recents in `folder/recents.json`, over the sessions in `folder/sessions`. */
export function createRecents(folder: string): Recents {
  const path = join(folder, 'recents.json');
  const sessions = join(folder, 'sessions');
  let turn: Promise<void> = Promise.resolve();
  const change = (step: (before: RecentsFile) => RecentsFile): Promise<void> => {
    turn = turn.then(async () => writeRecents(path, step(await readRecents(path))));
    const mine = turn;
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    addTarget: (target) =>
      change((before) => ({ ...before, targets: putFirst(before.targets, target, RECENT_TARGETS) })),
    addFile: (file) =>
      change((before) => ({ ...before, files: putFirst(before.files, resolve(file), RECENT_SESSIONS) })),
    targets: async () => (await readRecents(path)).targets,
    sessions: async () => {
      const own = (await readdir(sessions).catch(() => [])).filter((name) => name.endsWith('.tline'));
      const all = new Set([...own.map((name) => join(sessions, name)), ...(await readRecents(path)).files]);
      return listSessions([...all]);
    },
  };
}

async function listSessions(paths: readonly string[]): Promise<readonly RecentSession[]> {
  const found = await Promise.all(paths.map(describeFile));
  return found
    .filter((session) => session !== undefined)
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
    .slice(0, RECENT_SESSIONS);
}

async function describeFile(path: string): Promise<RecentSession | undefined> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined || !file.isFile() || file.size === 0) return undefined;
  return { path, name: basename(path), modifiedAt: file.mtimeMs, sizeBytes: file.size };
}

function putFirst(list: readonly string[], entry: string, limit: number): readonly string[] {
  if (entry.length > ENTRY_LENGTH) return list;
  return [entry, ...list.filter((other) => other !== entry)].slice(0, limit);
}

/** A file that is missing, too large or damaged counts as empty: recents are a convenience. */
async function readRecents(path: string): Promise<RecentsFile> {
  const empty: RecentsFile = { targets: [], files: [] };
  try {
    const text = await readFile(path, 'utf8');
    if (text.length > FILE_BYTES) return empty;
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return empty;
    return {
      targets: 'targets' in value ? strings(value.targets, RECENT_TARGETS) : [],
      files: 'files' in value ? strings(value.files, RECENT_SESSIONS) : [],
    };
  } catch (error) {
    if (error instanceof SyntaxError || faultCode(error) === 'ENOENT') return empty;
    throw error;
  }
}

function strings(value: unknown, limit: number): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((item): item is string => typeof item === 'string' && item.length <= ENTRY_LENGTH)
    .slice(0, limit);
}

async function writeRecents(path: string, recents: RecentsFile): Promise<void> {
  await writePrivate(path, JSON.stringify(recents));
}

/** Writes a whole file at once, readable by the user alone: another reader sees the old text or the new, never a part. */
export async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
