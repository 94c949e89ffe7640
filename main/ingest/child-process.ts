// Ingest: a process that the user asked to start. Its output goes to capture and on to the terminal.
import { type ChildProcess as Spawned, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ProcessOutput } from '../model/tap-event.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { Fault, faultMessage } from '../base/fault.ts';

/** How long a process may take to end by itself after it was asked to. */
const GRACE_MS = 5_000;

/** How long its pipes may stay open after it ended, held by a process that left its group. */
const DRAIN_MS = 500;

export interface ChildProcessOptions {
  /** The program and its arguments; at least the program. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** `open` keeps its standard input open until this process is gone, however it goes; `empty`, the default, ends it at once. */
  readonly stdin?: 'empty' | 'open';
  readonly cwd?: string;
  /** What it is called in logs; the program's name without folder and suffix if not given. */
  readonly name?: string;
  readonly clock: Clock;
  /** Gets pieces as they are read, with their line feeds; the recorder makes lines of them. */
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
  /** Resolves with the exit code, 128 plus the signal's number after a signal, when all output was read. Never rejects. */
  readonly ended: Promise<number>;
  /** Writes to its standard input, where that is `open`. */
  write(text: string): void;
  /** Ends the process and all that it started: asks, waits, then kills. */
  close(): Promise<void>;
}

/** What a process is called in logs. */
export function processName(program: string): string {
  return basename(program.replaceAll('\\', '/')).replace(/\.(exe|cmd|bat|ps1)$/i, '');
}

/** Starts the process; rejects with a `command-not-started` fault where that fails. */
export async function startChildProcess(options: ChildProcessOptions): Promise<ChildProcess> {
  const [program, ...args] = options.command;
  if (program === undefined) throw new Fault('command-not-started', 'There is no command to start.');
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    env: options.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: [options.stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: windows,
    windowsHide: true,
  });
  await started(child, program);
  const name = options.name ?? processName(program);
  captureStream(child.stdout, 'stdout', name, options);
  captureStream(child.stderr, 'stderr', name, options);
  const ended = readToEnd(child);
  // One that ended does not read any more; that it ended is told elsewhere.
  child.stdin?.on('error', () => undefined);
  return {
    ...{ name, pid: child.pid ?? 0, ended },
    write: (text) => child.stdin?.write(text),
    close: () => endGroup(child, ended, options.graceMs ?? GRACE_MS),
  };
}

async function started(child: Spawned, program: string): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    const cause =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'it was not found' : faultMessage(error);
    throw new Fault('command-not-started', `The command "${program}" could not be started: ${cause}.`, {
      cause: error,
    });
  }
}

function captureStream(
  stream: Readable | null,
  kind: 'stdout' | 'stderr',
  name: string,
  { clock, onOutput, [kind]: onwards }: ChildProcessOptions,
): void {
  const decoder = new StringDecoder('utf8');
  const tell = (text: string): void => {
    if (text !== '') onOutput({ type: 'output', at: clock(), name, stream: kind, text });
  };
  stream?.on('data', (chunk: Buffer) => {
    tell(decoder.write(chunk));
    if (onwards === undefined || onwards.destroyed || onwards.write(chunk)) return;
    stream.pause();
    onwards.once('drain', () => stream.resume());
  });
  stream?.once('close', () => tell(decoder.end()));
}

async function readToEnd(child: Spawned): Promise<number> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const code = await new Promise<number>((resolve) =>
    child.once('exit', (exitCode, signal) =>
      resolve(exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    ),
  );
  if (!(await settledWithin(closed, DRAIN_MS))) {
    child.stdout?.destroy();
    child.stderr?.destroy();
    await closed;
  }
  return code;
}

async function endGroup(child: Spawned, ended: Promise<number>, graceMs: number): Promise<void> {
  signalGroup(child, 'SIGTERM');
  if (!(await settledWithin(groupGone(child, ended, graceMs), graceMs + 100))) signalGroup(child, 'SIGKILL');
  else if (groupAlive(child)) signalGroup(child, 'SIGKILL');
  await ended;
}

/** How often to look whether the whole group has ended. */
const GROUP_POLL_MS = 25;

async function groupGone(child: Spawned, ended: Promise<number>, graceMs: number): Promise<void> {
  await settledWithin(ended, graceMs);
  for (let waitedMs = 0; waitedMs < graceMs && groupAlive(child); waitedMs += GROUP_POLL_MS) {
    await new Promise((resolve) => setTimeout(resolve, GROUP_POLL_MS));
  }
}

function groupAlive(child: Spawned): boolean {
  if (process.platform === 'win32' || child.pid === undefined) return false;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}

function signalGroup(child: Spawned, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).once(
      'error',
      () => child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the group is gone already, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function settledWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), limitMs)));
  const done = work.then(() => true);
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
