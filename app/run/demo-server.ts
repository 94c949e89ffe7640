// Shell: one server of the demo: a process that prints a line when it is there, and ends when its standard input does.
import * as v from 'valibot';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import type { Clock } from '../../main/base/clock.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import { createLineSplitter } from '../../main/ingest/line-splitter.ts';
import { type ChildProcess, startChildProcess, toExitCode } from '../../main/ingest/processes/child-process.ts';
import type { ProcessKeeper } from '../../main/ingest/processes/process-keeper.ts';

/** Lines of its errors kept to say why it did not come up. */
const KEPT_LINES = 5;

const readyLine = v.object({
  event: v.literal('ready'),
  url: v.pipe(v.string(), v.url()),
  product: v.string(),
  metrics: v.exactOptional(v.pipe(v.string(), v.url())),
  pprof: v.exactOptional(v.pipe(v.string(), v.url())),
});

export interface DemoServer extends Disposable {
  /** Its origin, and what it is made with. */
  readonly url: string;
  readonly product: string;
  /** Where Prometheus reads it, and its pprof address, if it has them. */
  readonly metrics?: string;
  readonly pprof?: string;
  /** Writes a line to its standard input. */
  tell(line: string): void;
  close(): Promise<void>;
}

export interface DemoServerOptions {
  readonly script: string;
  /** What it is called in logs. */
  readonly name: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Ends it where this process can't. */
  readonly keeper: ProcessKeeper;
  /** Gets all it says but the line that it is there. */
  readonly onOutput: (output: ProcessOutput) => void;
  readonly limitMs: number;
  /** Gets the line that says that it is built first, which takes a while. */
  readonly onBuild?: (line: string) => void;
}

/** Starts it and waits until it is there. Rejects with a `demo-failed` fault. */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const { script, onOutput, limitMs, onBuild, ...process } = options;
  const errors: string[] = [];
  let ready: (line: v.InferOutput<typeof readyLine>) => void = () => undefined;
  const comesUp = new Promise<v.InferOutput<typeof readyLine>>((resolve) => (ready = resolve));
  const errorLines = createLineSplitter((line) => {
    if (line.startsWith('Building ')) onBuild?.(line);
    errors.splice(0, errors.length, ...[...errors, line].slice(-KEPT_LINES));
  });
  const lines = createLineSplitter((text) => {
    const line = parseReady(text);
    if (line) ready(line);
    else onOutput({ type: 'output', at: process.clock(), name: process.name, stream: 'stdout', text: `${text}\n` });
  });
  const child = await startChildProcess({
    ...process,
    command: [nodeBinary(process.env), script],
    // It ends when this closes, so that it does not outlive us even when we are killed.
    stdin: 'open',
    onOutput: (output) => {
      if (output.stream === 'stderr') {
        errorLines.push(output.text);
        onOutput(output);
      } else lines.push(output.text);
    },
  });
  try {
    const { event: _event, url, ...more } = await firstOf(comesUp, child, limitMs, errors);
    return {
      ...{ url: url.replace(/\/$/, ''), ...more },
      tell: (line) => child.write(`${line}\n`),
      close: () => child.close(),
    };
  } catch (error) {
    await child.close();
    throw error;
  }
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
  const said = errors.filter((line) => line.trim() !== '').join(' / ');
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

/** Plain Node: the one that started us, also where this runs in Electron. */
function nodeBinary(env: NodeJS.ProcessEnv): string {
  return env['THROUGHLINE_NODE'] ?? ('electron' in process.versions ? 'node' : process.execPath);
}
