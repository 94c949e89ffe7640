// Ingest: starts a program with pipes for its output.
import { type ChildProcess as Spawned, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { ProcessOutput } from '../../model/tap-event.ts';
import { Fault, faultMessage } from '../../base/fault.ts';
import { createOutputPieces } from './output-pieces.ts';

/** How long output may still come after the process ended; longer only from others that hold its pipes. */
const DRAIN_MS = 500;

/** A chunk as large as this is one of many: the traffic gets its turn before the next. */
const FLOOD_BYTES = 32 * 1024;
/** For so long: about 50 MB a second can be read. */
const FLOOD_PAUSE_MS = 1;

export interface Launch {
  readonly command: string | readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly stdin?: 'empty' | 'open';
  readonly cwd?: string;
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  readonly onText: (stream: ProcessOutput['stream'], text: string) => void;
}

/** How a process ended: with a code, or by a signal. */
export interface ProcessEnd {
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
}

export interface Launched {
  readonly pid: number;
  /** Resolves when it has ended and its output was read, but for what others may still write. */
  readonly ended: Promise<ProcessEnd>;
  /** To its standard input, where there is one. */
  write(text: string): void;
  /** Stops reading. */
  release(): void;
}

/** Rejects with a `command-not-started` fault. The process leads a group and a session of its own. */
export async function launchPiped(launch: Launch): Promise<Launched> {
  const { command, cwd, env, stdin } = launch;
  const windows = process.platform === 'win32';
  const [program = '', ...args] = typeof command === 'string' ? [command] : command;
  if (program === '') throw new Fault('command-not-started', 'There is no command to start.');
  const child = spawn(program, args, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    stdio: [stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: windows || typeof command === 'string',
    windowsHide: true,
  });
  await started(child, program);
  capture(child.stdout, 'stdout', launch);
  capture(child.stderr, 'stderr', launch);
  const release = (): void => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  // One that ended does not read any more; that it ended is told elsewhere.
  child.stdin?.on('error', () => undefined);
  const write = (text: string): void => void child.stdin?.write(text);
  return { pid: child.pid ?? 0, ended: readToEnd(child), write, release };
}

async function started(child: Spawned, program: string): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw toLaunchFault(program, error);
  }
}

/** Says why a program could not be started. */
export function toLaunchFault(program: string, error: unknown): Fault {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const cause = isMissing ? 'it, or the folder to start it in, was not found' : faultMessage(error);
  return new Fault('command-not-started', `The command "${program}" could not be started: ${cause}.`, { cause: error });
}

function capture(stream: Readable | null, kind: ProcessOutput['stream'], launch: Launch): void {
  const { [kind]: onwards, onText } = launch;
  const pieces = createOutputPieces((text) => onText(kind, text));
  stream?.on('data', (chunk: Buffer) => {
    pieces.push(chunk);
    if (onwards !== undefined && !onwards.destroyed && !onwards.write(chunk)) {
      stream.pause();
      onwards.once('drain', () => stream.resume());
    } else if (chunk.length >= FLOOD_BYTES) {
      stream.pause();
      setTimeout(() => stream.resume(), FLOOD_PAUSE_MS);
    }
  });
  stream?.once('close', () => pieces.end());
}

async function readToEnd(child: Spawned): Promise<ProcessEnd> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = await new Promise<ProcessEnd>((resolve) =>
    child.once('exit', (exitCode, signal) =>
      resolve({ ...(exitCode === null ? {} : { exitCode }), ...(signal === null ? {} : { signal }) }),
    ),
  );
  await settledWithin(closed, DRAIN_MS);
  return end;
}

async function settledWithin(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
