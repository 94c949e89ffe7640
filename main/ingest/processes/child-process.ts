// Ingest: a process that the user asked to start. Its output goes to capture and on to the terminal.
import { basename } from 'node:path';
import { constants } from 'node:os';
import type { Writable } from 'node:stream';
import type { ProcessOutput } from '../../model/tap-event.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { type Launched, type ProcessEnd, launchPiped } from './piped-launch.ts';
import { type ProcessKeeper } from './process-keeper.ts';
import { MARK_VARIABLE } from './process-table.ts';
import { endTree } from './process-tree.ts';
import { launchInTerminal } from './terminal-launch.ts';

/** How long a process may take to end by itself after it was asked to. */
const GRACE_MS = 5_000;

export interface ChildProcessOptions {
  /** The program and its arguments, at least the program; a text is given to the shell. */
  readonly command: string | readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** `open` keeps its standard input open until this process is gone, however it goes; `empty`, the default, ends it at once. */
  readonly stdin?: 'empty' | 'open';
  /** A terminal stands in for its input and its output, which then is all `stdout`. */
  readonly terminal?: boolean;
  readonly cwd?: string;
  /** What it is called in logs; the program's name without folder and suffix if not given. */
  readonly name?: string;
  readonly clock: Clock;
  /** Ends it where this process can't. */
  readonly keeper: ProcessKeeper;
  /** Gets what was written, in pieces as they come. Its last piece ends with a line feed. */
  readonly onOutput: (output: ProcessOutput) => void;
  /** Where the bytes go unchanged; a slow one slows the process, as a pipe does. Absent drops them. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  /** For tests: how long to wait between asking and killing. */
  readonly graceMs?: number;
}

export interface ChildProcess extends Disposable {
  /** What it is called in logs. */
  readonly name: string;
  readonly pid: number;
  /** Resolves when it has ended and all that it wrote was read. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** Writes to its standard input, where that is `open`, or to its terminal. */
  write(text: string): void;
  /** Ends the process and all that it started: asks, waits, then kills. */
  close(): Promise<void>;
}

/** What a process is called in logs. */
export function processName(program: string): string {
  return basename(program.replaceAll('\\', '/')).replace(/\.(exe|cmd|bat|ps1)$/i, '');
}

/** The code that a shell gives: 128 plus the signal's number after a signal. */
export function toExitCode({ exitCode, signal }: ProcessEnd): number {
  return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
}

/** Starts the process; rejects with a `command-not-started` fault where that fails. */
export async function startChildProcess(options: ChildProcessOptions): Promise<ChildProcess> {
  const { command, keeper, clock, terminal = false, graceMs = GRACE_MS } = options;
  const name = options.name ?? processName(typeof command === 'string' ? command : (command[0] ?? ''));
  const mark = keeper.nextMark();
  const launch = {
    ...options,
    env: { ...options.env, [MARK_VARIABLE]: mark },
    onText: (stream: ProcessOutput['stream'], text: string) =>
      options.onOutput({ type: 'output', at: clock(), name, stream, text }),
  };
  const launched: Launched = await (terminal ? launchInTerminal(launch) : launchPiped(launch));
  const { pid, ended } = launched;
  keeper.guard(pid);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await endTree({ pid, mark }, graceMs);
    keeper.release(pid);
    launched.release();
    await ended;
  };
  return {
    ...{ name, pid, ended },
    write: (text) => launched.write(text),
    close: () => (closing ??= close()),
  };
}
