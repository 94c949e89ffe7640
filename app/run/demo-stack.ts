// Shell: the demo shop that comes with a checkout, started as a process of its own and found by the line it prints.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { RouteConfig } from '../../main/model/config.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import { type Clock, systemClock } from '../../main/base/clock.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import { createLineSplitter } from '../../main/ingest/line-splitter.ts';
import { type ChildProcess, startChildProcess, toExitCode } from '../../main/ingest/processes/child-process.ts';
import type { ProcessKeeper } from '../../main/ingest/processes/process-keeper.ts';

/** How long the demo may take to come up; its first start may have to build. */
const READY_LIMIT_MS = 180_000;

/** Lines of its errors kept to say why it did not come up. */
const KEPT_LINES = 5;

const readyLine = v.object({
  event: v.literal('ready'),
  web: v.pipe(v.string(), v.url()),
  api: v.exactOptional(v.pipe(v.string(), v.url())),
  routes: v.exactOptional(v.array(v.object({ match: v.string(), target: v.pipe(v.string(), v.url()) }))),
});

export interface DemoStack extends Disposable {
  /** The front end's address: the target. */
  readonly target: string;
  readonly routes: readonly RouteConfig[];
  close(): Promise<void>;
}

export interface DemoOptions {
  /** The folder that holds package.json. */
  readonly root: string;
  readonly onOutput: (output: ProcessOutput) => void;
  /** Ends it where this process can't. */
  readonly keeper: ProcessKeeper;
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  readonly limitMs?: number;
}

/** Whether this installation has a demo: a checkout has, a packaged app has not. */
export function hasDemo(root: string): boolean {
  return existsSync(demoScript(root));
}

/** Where the sources of the demo's front end lie; none where there is no demo. */
export function demoSources(root: string): readonly string[] {
  return hasDemo(root) ? [join(root, 'demo', 'web')] : [];
}

/** Starts the demo and waits until it answers. Rejects with a `demo-failed` fault. */
export async function startDemo(options: DemoOptions): Promise<DemoStack> {
  const { root, onOutput, keeper, env = process.env, clock = systemClock } = options;
  if (!hasDemo(root))
    throw new Fault('demo-missing', 'The demo comes with a checkout of the sources; there is none here.');
  const errors: string[] = [];
  let ready: (line: v.InferOutput<typeof readyLine>) => void = () => undefined;
  const comesUp = new Promise<v.InferOutput<typeof readyLine>>((resolve) => (ready = resolve));
  const take = (output: ProcessOutput): void => {
    const line = output.stream === 'stdout' ? parseReady(output.text) : undefined;
    if (line !== undefined) ready(line);
    else onOutput(output);
    if (output.stream === 'stderr') errors.splice(0, errors.length, ...[...errors, output.text].slice(-KEPT_LINES));
  };
  const lines = { stdout: byLine(take), stderr: byLine(take) };
  const child = await startChildProcess({
    command: [nodeBinary(env), demoScript(root)],
    cwd: root,
    name: 'demo',
    // It ends when this closes, so that it does not outlive us even when we are killed.
    stdin: 'open',
    env,
    ...{ clock, keeper },
    onOutput: (output) => lines[output.stream](output),
  });
  try {
    const line = await firstOf(comesUp, child, options.limitMs ?? READY_LIMIT_MS, errors);
    return { target: line.web.replace(/\/$/, ''), routes: line.routes ?? [], close: () => child.close() };
  } catch (error) {
    await child.close();
    throw error;
  }
}

/** Hands output on line by line, each with its end. */
function byLine(take: (output: ProcessOutput) => void): (output: ProcessOutput) => void {
  let latest: ProcessOutput | undefined;
  const splitter = createLineSplitter((text) => latest && take({ ...latest, text: `${text}\n` }));
  return (output) => {
    latest = output;
    splitter.push(Buffer.from(output.text));
  };
}

async function firstOf<T>(
  ready: Promise<T>,
  child: ChildProcess,
  limitMs: number,
  errors: readonly string[],
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(`it was not up after ${limitMs / 1000} s`, errors)), limitMs);
  });
  const ended = child.ended.then((end): never => {
    throw failed(`it ended with code ${toExitCode(end)}`, errors);
  });
  try {
    return await Promise.race([ready, ended, late]);
  } finally {
    clearTimeout(timer);
    // The other outcomes come later or never; nobody waits for them any more.
    ended.catch(() => undefined);
    late.catch(() => undefined);
  }
}

function failed(how: string, errors: readonly string[]): Fault {
  const said = errors
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' / ');
  return new Fault('demo-failed', `The demo could not be started: ${how}${said === '' ? '' : ` and said: ${said}`}.`);
}

function parseReady(text: string): v.InferOutput<typeof readyLine> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const parsed = v.safeParse(readyLine, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Not JSON: an ordinary line of output.
    return undefined;
  }
}

function demoScript(root: string): string {
  return join(root, 'demo', 'start.mjs');
}

/** Plain Node: the one that started us, also where this runs in Electron. */
function nodeBinary(env: NodeJS.ProcessEnv): string {
  return env['THROUGHLINE_NODE'] ?? ('electron' in process.versions ? 'node' : process.execPath);
}
