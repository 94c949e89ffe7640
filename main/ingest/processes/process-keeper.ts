// Ingest: what ends the processes of a run that can't do it itself any more, because it was killed: a shell that waits for
// the end of a pipe.
import { type ChildProcess as Spawned, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import type { Disposable } from '../../base/disposable.ts';
import { MARK_VARIABLE } from './process-table.ts';

export interface ProcessKeeper extends Disposable {
  /** What the next process carries in its environment, so that it and its children are found. */
  nextMark(): string;
  /** From now on the group of this process ends with the run. */
  guard(pid: number): void;
  /** The group has ended. */
  release(pid: number): void;
  /** Resolves when the watcher has gone; it ends what is left. */
  close(): Promise<void>;
}

/**
 * Reads `+ <group>` and `- <group>`. At the end of its input it asks all that is left to end, and kills after five seconds.
 * Plain shell, as a runtime of its own would cost a hundred times the memory.
 */
const WATCHER = `
run=$1
groups=
while read -r op group; do
  case $op in
    +) groups="$groups $group" ;;
    -) left=
       for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done
       groups=$left ;;
  esac
done
found() {
  for each in $groups; do kill -s 0 -- "-$each" 2>/dev/null && echo "-$each"; done
  [ -r /proc/self/environ ] && grep -lsz "^${MARK_VARIABLE}=$run[.]" /proc/[0-9]*/environ | cut -d / -f 3
}
signal=TERM
for round in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  all=$(found)
  [ -z "$all" ] && exit 0
  [ "$round" = 26 ] && signal=KILL
  [ "$round" = 1 ] || [ "$round" -gt 25 ] && kill -s "$signal" -- $all 2>/dev/null
  sleep 0.2
done
`;

interface Watcher {
  readonly shell: Spawned;
  /** Resolves when it has ended or could not be started. */
  readonly gone: Promise<void>;
}

/** Nothing runs before the first process is guarded. On Windows there is no such shell, and nothing watches. */
export function createProcessKeeper(): ProcessKeeper {
  const run = randomBytes(8).toString('hex');
  let marks = 0;
  let watcher: Watcher | undefined;
  const tell = (line: string): void => {
    if (process.platform === 'win32') return;
    watcher ??= startWatcher(run);
    watcher.shell.stdin?.write(`${line}\n`);
  };
  return {
    nextMark: () => `${run}.${(marks += 1)}`,
    guard: (pid) => tell(`+ ${pid}`),
    release: (pid) => tell(`- ${pid}`),
    close: async () => {
      watcher?.shell.ref();
      watcher?.shell.stdin?.end();
      await watcher?.gone;
    },
  };
}

function startWatcher(run: string): Watcher {
  const { [MARK_VARIABLE]: _outer, ...env } = process.env;
  // In a session of its own, so that a Ctrl+C in the terminal passes it by.
  const shell = spawn('/bin/sh', ['-c', WATCHER, 'throughline-watcher', run], {
    ...{ detached: true, env, cwd: '/' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell, or with the watcher killed, processes still end with a run that ends in order.
  const gone = new Promise<void>((resolve) => shell.on('error', () => resolve()).on('close', () => resolve()));
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return { shell, gone };
}
