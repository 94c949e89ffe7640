// End to end: the built product as a process, known by the lines it prints with --json.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type TestFolder, environmentIn } from './folder.ts';

/** The checkout's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const BIN = join(ROOT, 'bin/throughline.mjs');

/** How long the product may take to its first line. */
const READY_LIMIT_MS = 30_000;
/** How long it may take to end after it was asked to. */
const END_LIMIT_MS = 15_000;

export interface ReadyLine {
  readonly event: 'ready';
  readonly proxy: string;
  readonly dashboard?: string;
  readonly otlp?: string;
  readonly session: string;
  readonly pid: number;
}

export interface ClosedLine {
  readonly event: 'closed';
  readonly session: string;
  readonly har?: string;
  readonly exchanges: number;
  readonly dropped: number;
}

export interface Throughline {
  readonly ready: ReadyLine;
  /** Asks it to end and waits; rejects unless it exits with 0 after saying that all is written. */
  stop(): Promise<ClosedLine>;
  /** Ends it at once, as a crash would. Does nothing when it has ended. */
  kill(): Promise<void>;
  /** What it wrote on stderr so far. */
  stderr(): string;
}

/** Starts `throughline` with these arguments and `--json`, and waits until its proxy accepts connections. */
export async function startThroughline(
  args: readonly string[],
  folder: TestFolder,
  env: Readonly<Record<string, string>> = {},
): Promise<Throughline> {
  const child = spawn(process.execPath, [BIN, '--json', ...args], {
    cwd: folder.path,
    env: { ...environmentIn(folder), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  await within(
    READY_LIMIT_MS,
    Promise.race([once(reader, 'line'), ended]),
    () => `no line on stdout; stderr: ${stderr}`,
  );
  if (lines[0] === undefined) throw new Error(`throughline ended before it was ready: ${stderr}`);
  return {
    ready: JSON.parse(lines[0]) as ReadyLine,
    stop: () => stop(child, ended, lines, () => stderr),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stderr: () => stderr,
  };
}

export interface Viewer {
  /** The address of the opened file's dashboard. */
  readonly dashboard: string;
  kill(): Promise<void>;
}

/** Opens a file in a run of its own. Nothing is proxied, so there is no ready line; the address is said to the reader. */
export async function openInBrowser(path: string, folder: TestFolder): Promise<Viewer> {
  const child = spawn(process.execPath, [BIN, 'open', path, '--browser'], {
    cwd: folder.path,
    env: environmentIn(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  let stderr = '';
  const told = new Promise<string>((done) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const [, address] = /^Dashboard: (\S+)$/m.exec(stderr) ?? [];
      if (address !== undefined) done(address);
    });
  });
  const dashboard = await within(
    READY_LIMIT_MS,
    Promise.race([told, ended.then(() => undefined)]),
    () => `no address; stderr: ${stderr}`,
  );
  if (dashboard === undefined) throw new Error(`throughline open ended before it was ready: ${stderr}`);
  return {
    dashboard,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function stop(
  child: ChildProcess,
  ended: Promise<[number | null, NodeJS.Signals | null]>,
  lines: readonly string[],
  stderr: () => string,
): Promise<ClosedLine> {
  child.kill('SIGINT');
  const [code, signal] = await within(END_LIMIT_MS, ended, () => `it did not end; stderr: ${stderr()}`);
  if (code !== 0) throw new Error(`throughline ended with ${code ?? signal}: ${stderr()}`);
  const last = lines.at(-1);
  const closed = last === undefined ? undefined : (JSON.parse(last) as ClosedLine);
  if (closed?.event !== 'closed') throw new Error(`its last line is not the closed line: ${last}`);
  return closed;
}

/** Runs `throughline` with these arguments to its end. */
export async function runThroughline(
  args: readonly string[],
  folder: TestFolder,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder.path, env: environmentIn(folder) });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

async function within<T>(limitMs: number, work: Promise<T>, say: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error(`After ${limitMs / 1000} s: ${say()}`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
