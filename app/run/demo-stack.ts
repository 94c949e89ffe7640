// Shell: the demo shop that comes with a checkout: its front end and its back end, each a process of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteConfig } from '../../main/model/config.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import { type Clock, systemClock } from '../../main/base/clock.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import type { ProcessKeeper } from '../../main/ingest/processes/process-keeper.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** How long the demo may take to come up; its first start may have to build. */
const READY_LIMIT_MS = 180_000;

/** What the back end answers; all else is the front end's. */
const API_PATHS = ['/api', '/ws', '/events'];

export interface DemoStack extends Disposable {
  /** The front end's address: the target. */
  readonly target: string;
  readonly routes: readonly RouteConfig[];
  /** The back end: its origin, and what it is made with. */
  readonly api: Pick<DemoServer, 'url' | 'product' | 'metrics' | 'pprof'>;
  /** Tells the back end where its spans go. */
  sendSpansTo(otlpUrl: string): void;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** The folder that holds package.json. */
  readonly root: string;
  readonly onOutput: (output: ProcessOutput) => void;
  /** Ends them where this process can't. */
  readonly keeper: ProcessKeeper;
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  readonly limitMs?: number;
  /** Gets a line when something is built before the start, which takes a while. */
  readonly onBuild?: (line: string) => void;
}

/** Whether this installation has a demo: a checkout has, a packaged app has not. */
export function hasDemo(root: string): boolean {
  return existsSync(join(root, 'demo', 'web.mjs'));
}

/** Where the sources of the demo lie; none where there is no demo. */
export function demoSources(root: string): readonly string[] {
  return hasDemo(root) ? [join(root, 'demo', 'web'), join(root, 'demo', 'backend-go')] : [];
}

/** Starts the demo and waits until it answers. Rejects with a `demo-failed` fault. */
export async function startDemo(options: DemoOptions): Promise<DemoStack> {
  const { root, onBuild, onOutput, keeper, env = process.env, clock = systemClock, limitMs = READY_LIMIT_MS } = options;
  if (!hasDemo(root))
    throw new Fault('demo-missing', 'The demo comes with a checkout of the sources; there is none here.');
  const start = (name: string): Promise<DemoServer> =>
    startDemoServer({
      script: join(root, 'demo', `${name}.mjs`),
      name,
      cwd: root,
      env,
      clock,
      keeper,
      onOutput,
      limitMs,
      ...(onBuild && { onBuild }),
    });
  const started = await Promise.allSettled([start('web'), start('api')]);
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.close())));
  const fault = started.find((one) => one.status === 'rejected');
  const [web, api] = servers;
  if (fault !== undefined || web === undefined || api === undefined) {
    await close();
    throw fault?.reason;
  }
  return {
    target: web.url,
    routes: API_PATHS.map((match) => ({ match, target: api.url })),
    api,
    sendSpansTo: (otlpUrl) => api.tell(JSON.stringify({ otlp: otlpUrl })),
    close,
  };
}
