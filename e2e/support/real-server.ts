// End to end: a development server as it comes from npm, on a copy of a small application that a test may edit.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, existsSync, fstatSync, ftruncateSync, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { readFileSync, rmSync, writeSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { INSTALLED, SERVERS, ensureServer } from '../../scripts/servers.mjs';
import { environmentIn } from './folder.ts';
import { ROOT } from './throughline.ts';

/** How long a server may take to its first answer, its first build included. */
const ANSWER_LIMIT_MS = 90_000;
/** How often it is asked. */
const ASK_MS = 100;
/** Servers get ports outside of the range from which systems take those of outgoing connections. */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;

export interface RealServerOptions {
  /** A folder in `e2e/servers`; one without a lock file runs on the checkout's own packages. */
  readonly name: string;
  /** The application in it that is copied; `app` by default. */
  readonly app?: string;
  /** A script below `node_modules` or in the application, and its arguments. It must listen on 127.0.0.1 at this port. */
  readonly command: (port: number) => readonly [script: string, ...args: readonly string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** What is asked for until it is answered with less than 500; `/` by default. */
  readonly path?: string;
}

export interface RealServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The copy of the application. */
  readonly folder: string;
  /** The absolute path of a file in it. */
  at(file: string): string;
  read(file: string): string;
  /** Writes a file anew, in place as editors do, and never so that it is empty in between. */
  write(file: string, text: string): void;
  /** Replaces a text that stands once in the file; gives the new content. */
  edit(file: string, from: string, to: string): string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server with all processes it started; the application stays until `dispose`. */
  stop(): Promise<void>;
  dispose(): Promise<void>;
}

/** Installs the server where it is missing, starts it and waits until it answers. */
export async function startRealServer(options: RealServerOptions): Promise<RealServer> {
  const hasLock = existsSync(join(SERVERS, options.name, 'package-lock.json'));
  const installed = hasLock ? await ensureServer(options.name) : join(INSTALLED, options.name);
  mkdirSync(installed, { recursive: true });
  // Below the packages, so that they are found as those of any application are.
  const folder = mkdtempSync(join(installed, 'run-'));
  cpSync(join(SERVERS, options.name, options.app ?? 'app'), folder, { recursive: true, preserveTimestamps: true });
  const port = await findPort();
  const [script, ...args] = options.command(port);
  const packaged = join(hasLock ? installed : ROOT, 'node_modules', script);
  const child = spawn(process.execPath, [existsSync(packaged) ? packaged : join(folder, script), ...args], {
    cwd: folder,
    env: { ...environmentOf(folder), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, to be ended whole.
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = once(child, 'close').then(() => undefined);
  const stop = async (): Promise<void> => {
    endTree(child);
    await ended;
  };
  const at = (file: string): string => join(folder, file);
  const server: RealServer = {
    port,
    url: `http://127.0.0.1:${port}`,
    folder,
    at,
    read: (file) => readFileSync(at(file), 'utf8'),
    write: (file, text) => writeInPlace(at(file), text),
    edit: (file, from, to) => {
      const before = readFileSync(at(file), 'utf8');
      if (before.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
      const after = before.replace(from, () => to);
      writeInPlace(at(file), after);
      return after;
    },
    output: () => output,
    stop,
    dispose: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  try {
    await untilAnswered(server.url + (options.path ?? '/'), child, () => output);
  } catch (fault) {
    await server.dispose();
    throw fault;
  }
  return server;
}

/** Nothing of the test runner's own settings, and nothing of the user's. */
function environmentOf(folder: string): Record<string, string> {
  const own = { path: folder, at: (name: string) => join(folder, '.home', name), remove: () => undefined };
  const kept = Object.entries(environmentIn(own)).filter(([name]) => !/^(NODE_|VITEST|TEST|PW_|PLAYWRIGHT)/.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: join(folder, '.home'),
    FORCE_COLOR: '0',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

/** A port that nobody listens on now. */
async function findPort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    const probe = createServer();
    const isFree = await new Promise<boolean>((done) => {
      probe.once('error', () => done(false)).listen({ port, exclusive: true }, () => done(true));
    });
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}

async function untilAnswered(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + ANSWER_LIMIT_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The server ended before it answered: ${output()}`);
    }
    const left = until - performance.now();
    if (left <= 0) throw new Error(`The server did not answer ${url}: ${output()}`);
    const status = await ask(url, left);
    if (status !== undefined && status < 500) return;
    await delay(ASK_MS);
  }
}

/** The answer's status; undefined where there was none. */
function ask(url: string, limitMs: number): Promise<number | undefined> {
  return new Promise((done) => {
    const options = { agent: false, timeout: limitMs, headers: { Accept: 'text/html' } };
    const asked = get(url, options, (response) => {
      response.resume().once('end', () => done(response.statusCode));
    });
    asked.once('timeout', () => asked.destroy()).once('error', () => done(undefined));
  });
}

function writeInPlace(path: string, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  const file = openSync(path, 'r+');
  try {
    const isShorter = bytes.length < fstatSync(file).size;
    writeSync(file, bytes, 0, bytes.length, 0);
    if (isShorter) ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}

/** Also what is left of the group when its first process is gone. */
function endTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (fault) {
    // No process of the group is left.
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault;
  }
}
