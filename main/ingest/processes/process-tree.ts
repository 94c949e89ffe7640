// Ingest: all that came of one process, wherever it went, and how it is ended.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { type ProcessEntry, readProcessTable } from './process-table.ts';

/** How often to look whether all have ended. */
const LOOK_MS = 50;

/** How often to kill what is found, before giving up on what can't be killed. */
const KILL_ROUNDS = 40;

/** The process that all began with. */
export interface TreeRoot {
  readonly pid: number;
  /** What it and its children carry in their environment. */
  readonly mark: string;
}

/**
 * The processes of a tree: the root, its group and session, what carries its mark, and the children of all these. One that
 * forked twice and took a session of its own has lost everything but the mark.
 */
export function membersOf(table: readonly ProcessEntry[], { pid, mark }: TreeRoot): readonly number[] {
  const members = new Set<number>();
  for (const entry of table) {
    if ([entry.pid, entry.group, entry.session].includes(pid) || entry.mark === mark) members.add(entry.pid);
  }
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const entry of table) if (members.has(entry.parent)) members.add(entry.pid);
  }
  members.delete(process.pid);
  return [...members];
}

/** Ends all of a tree: asks (SIGTERM), waits for `graceMs`, then kills. Resolves when none is left that can be killed. */
export async function endTree(root: TreeRoot, graceMs: number): Promise<void> {
  if (process.platform === 'win32') return endWindowsTree(root.pid);
  const asked = new Set<number>();
  const deadline = performance.now() + graceMs;
  while (performance.now() <= deadline) {
    const members = membersOf(await readProcessTable(), root);
    if (members.length === 0) return;
    for (const pid of members) if (!asked.has(pid)) signal(pid, 'SIGTERM');
    for (const pid of members) asked.add(pid);
    await pause(LOOK_MS);
  }
  for (let round = 0; round < KILL_ROUNDS; round += 1) {
    const members = membersOf(await readProcessTable(), root);
    if (members.length === 0) return;
    for (const pid of members) signal(pid, 'SIGKILL');
    await pause(LOOK_MS);
  }
}

/** Windows knows no asking: the tree is killed by parentage, as far as it still holds together. */
async function endWindowsTree(pid: number): Promise<void> {
  const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
  await new Promise<void>((done) => killer.once('exit', () => done()).once('error', () => done()));
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // ESRCH: gone already, which is what was wanted. EPERM: another user's, which is not ours to end.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
