// Shell: one run of the program: its host, the recording it starts with, the command beside it, and how all of it ends.
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { systemClock } from '../../main/base/clock.ts';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import { createEngine, createFeed, createSourceMapLink, openSession } from '../../main/engine.ts';
import { processName, toExitCode } from '../../main/ingest/processes/child-process.ts';
import { createProcessKeeper } from '../../main/ingest/processes/process-keeper.ts';
import { type ProcessSupervisor, createProcessSupervisor } from '../../main/ingest/processes/process-supervisor.ts';
import { createEditor } from '../editor/editor.ts';
import type { SourceMapConfig } from '../../main/model/source-frame.ts';
import type { RouteConfig } from '../../main/model/config.ts';
import type { ProcessState } from '../../main/model/process.ts';
import type { StartPage } from '../../main/model/protocol.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import { type DashboardHost, createDashboardHost } from '../host/dashboard-host.ts';
import { findDevServers } from '../host/dev-servers.ts';
import { importHarApart } from '../host/har-opening.ts';
import { type Recents, createRecents } from '../host/recents.ts';
import type { ShellServices } from '../host/shell-services.ts';
import { certificateFolder, dataFolder } from './data-folder.ts';
import { type DemoStack, demoSources, hasDemo, startDemo } from './demo-stack.ts';
import type { Installation } from './installation.ts';
import { type ClosedReport, type Recording, startRecording } from './recording.ts';
import type { RunOutput } from './run-output.ts';
import type { RunPlan } from './run-plan.ts';
import { telemetryEnv } from './telemetry-env.ts';
import { givenToken } from './run-token.ts';

export interface DashboardRunOptions {
  readonly plan: RunPlan;
  readonly installation: Installation;
  readonly output: RunOutput;
  readonly shell: ShellServices;
  /** What programs must know to send events into pages; by default what the environment says. */
  readonly token?: string;
  /** Where the command's output goes on to. */
  readonly stdout: Writable;
  readonly stderr: Writable;
}

export interface DashboardRun {
  readonly host: DashboardHost;
  /** Starts what the plan says: demo, target, command. `dashboard` is the address to report, where one is served. */
  begin(dashboard?: string): Promise<void>;
  /** Reports that a file is open, by its workspace's id. `dashboard` is its address, where one is served. */
  announceFile(id: string, path: string, dashboard?: string): Promise<void>;
  /** The command's exit code when it has ended; undefined without a command. */
  readonly commandEnded: Promise<number> | undefined;
  /** Ends everything; what was recorded is on disk and reported when this resolves. */
  close(): Promise<void>;
}

export function createDashboardRun(options: DashboardRunOptions): DashboardRun {
  return new Run(options);
}

class Run implements DashboardRun {
  readonly host: DashboardHost;
  readonly #options: DashboardRunOptions;
  readonly #recents: Recents;
  #dashboard: string | undefined;
  readonly #keeper = createProcessKeeper();
  readonly #processes: ProcessSupervisor;
  #commandEnded: Promise<number> | undefined;
  #shown: ClosedReport | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: DashboardRunOptions) {
    this.#options = options;
    this.#recents = createRecents(dataFolder());
    const { installation, plan, shell } = options;
    this.#processes = createProcessSupervisor({
      folder: plan.folder,
      env: () => this.#environment(),
      clock: systemClock,
      keeper: this.#keeper,
      onOutput: (output) => this.host.live.logOutput(output),
      onChange: () => this.host.live.announce(),
      say: options.output.say,
    });
    this.host = createDashboardHost({
      shell,
      version: installation.version,
      editor: createEditor({
        ...(plan.editor === undefined ? {} : { configured: plan.editor }),
        ...{ env: process.env, platform: process.platform, hasTerminal: process.stdout.isTTY },
        ...(shell.openLink && { openLink: shell.openLink }),
      }),
      live: {
        startRecording: (target, routes) => this.#record(target, routes),
        startDemo: (onOutput) => this.#startDemo(onOutput),
        processes: this.#processes,
        startPage: (ownPort) => this.#startPage(ownPort),
        onStarted: (recording, target) => this.#started(recording, target),
        onTarget: (target) => this.#remembering(target),
      },
      openSession: async (path, state) => {
        const reader = await openSession(path, { workerFolder: installation.bundleFolder });
        const feed = createFeed({ reader, workspace: state });
        const sourceMaps = createSourceMapLink(installation.bundleFolder, () => ({
          sessionPath: path,
          ...{ folder: plan.folder, config: this.#sourceMaps },
        }));
        return {
          ...{ reader, feed, sourceMaps },
          close: async () => {
            feed.close();
            await sourceMaps.close();
            await reader.close();
          },
        };
      },
      importHar: (har, session) => importHarApart(join(installation.bundleFolder, 'cli.cjs'), har, session),
      onOpened: (path) => this.#remember(this.#recents.addFile(path)),
    });
  }

  get commandEnded(): Promise<number> | undefined {
    return this.#commandEnded;
  }

  async begin(dashboard?: string): Promise<void> {
    this.#dashboard = dashboard;
    const { plan, output } = this.#options;
    for (const sentence of plan.notices) output.say(sentence);
    const { live } = this.host;
    if (plan.demo) {
      output.say('Starting the demo shop …');
      await live.startDemo(plan.proxy.routes);
    } else {
      await live.openTarget(plan.proxy.target, plan.proxy.routes);
    }
    // What the command is to use should be there when it starts.
    await Promise.all(plan.telemetry.processes.map((config) => this.#processes.add(config).start()));
    if (plan.command.length > 0) await this.#startCommand();
  }

  async announceFile(id: string, path: string, dashboard?: string): Promise<void> {
    const session = resolve(path);
    const summary = await this.host.reader(id)?.summary();
    this.#shown = { session, exchanges: summary?.counts.exchanges ?? 0, dropped: summary?.dropped ?? 0 };
    const address = dashboard === undefined ? {} : { dashboard };
    this.#options.output.opened({ ...address, session, pid: process.pid });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { output } = this.#options;
    try {
      await this.#processes.close();
      const report = await this.host.live.closeRecording();
      if (report !== undefined) output.closed(report);
      if (report !== undefined && this.#isUnused(report)) {
        await rm(report.session, { force: true });
        output.say('No target was opened, so the empty session is not kept.');
      }
      if (report === undefined && this.#shown !== undefined) output.left(this.#shown);
    } finally {
      await this.host.close();
      await this.#keeper.close();
    }
  }

  /** A session in the data folder that nothing was ever sent through. */
  #isUnused({ exchanges }: ClosedReport): boolean {
    const { session, command } = this.#options.plan;
    return exchanges === 0 && session === undefined && command.length === 0 && !this.host.live.hasTarget;
  }

  /** The demo may be chosen at any time, so its sources are known from the start. */
  get #sourceMaps(): SourceMapConfig {
    const { plan, installation } = this.#options;
    return { ...plan.sourceMaps, roots: [...plan.sourceMaps.roots, ...demoSources(installation.root)] };
  }

  #record(target: string | undefined, routes: readonly RouteConfig[]): Promise<Recording> {
    const { plan, installation, output, token = givenToken() } = this.#options;
    const { target: _planned, ...planned } = plan.proxy;
    const proxy = { ...planned, ...(target === undefined ? {} : { target }), routes };
    const workerFolder = installation.bundleFolder;
    return startRecording(
      {
        proxy,
        version: installation.version,
        folder: plan.demo ? 'demo-shop' : plan.folder,
        ...(plan.session === undefined ? {} : { session: plan.session }),
        ...(plan.har === undefined ? {} : { har: plan.har }),
      },
      (sessionPath, config) =>
        createEngine({
          ...{ sessionPath, proxy: config, workerFolder },
          budget: plan.budget,
          switches: plan.switches,
          telemetry: plan.telemetry,
          ...(token === undefined ? {} : { token }),
          ...{ folder: plan.folder, sourceMaps: this.#sourceMaps },
          version: installation.version,
          certificateFolder: certificateFolder(),
          describe: () => this.host.live.state(),
          onTrouble: (sentence) => output.say(sentence ?? 'The session is being written again.'),
        }),
      (path) => openSession(path, { workerFolder }),
    );
  }

  async #startDemo(onOutput: (output: ProcessOutput) => void): Promise<DemoStack> {
    const { installation, output } = this.#options;
    const demo = await startDemo({
      root: installation.root,
      onBuild: (line) => output.say(line),
      keeper: this.#keeper,
      onOutput,
    });
    output.say(`The demo shop is up: Vite and Vue in front, ${demo.api.product} behind.`);
    return demo;
  }

  #started({ engine }: Recording, target: string | undefined): void {
    const dashboard = this.#dashboard === undefined ? {} : { dashboard: this.#dashboard };
    const { output } = this.#options;
    for (const notice of engine.notices) {
      output.say(notice.message);
      this.host.live.notify(notice);
    }
    const { otlpUrl } = engine.telemetry();
    const otlp = otlpUrl === undefined ? {} : { otlp: otlpUrl };
    const session = engine.sessionPath;
    output.ready({ proxy: engine.proxyUrl, ...dashboard, ...otlp, session, pid: process.pid }, target);
  }

  #remembering(target: string): void {
    const { live } = this.host;
    if (!live.state().demo) this.#remember(this.#recents.addTarget(target));
  }

  async #startCommand(): Promise<void> {
    const { plan, stdout, stderr } = this.#options;
    const [program = ''] = plan.command;
    const command = this.#processes.add(
      { name: processName(program), command: plan.command },
      // With --json, stdout holds nothing but our own lines.
      { stdout: plan.json ? stderr : stdout, stderr },
    );
    await command.start();
    if (command.ended === undefined) throw toFault(command.state);
    this.#commandEnded = command.ended.then(toExitCode);
  }

  /** What processes are given beside the environment of this one. */
  #environment(): NodeJS.ProcessEnv {
    const engine = this.host.live.recording?.engine;
    if (engine === undefined) return process.env;
    return {
      ...process.env,
      THROUGHLINE_PROXY: engine.proxyUrl,
      ...telemetryEnv(engine.telemetry(), this.#options.plan.telemetry, process.env),
    };
  }

  async #startPage(ownPort: number | undefined): Promise<StartPage> {
    const skip = new Set(ownPort === undefined ? [] : [ownPort]);
    const [servers, recentTargets, recentSessions] = await Promise.all([
      findDevServers(skip),
      this.#recents.targets(),
      this.#recents.sessions(),
    ]);
    return { servers, recentTargets, recentSessions, demoAvailable: hasDemo(this.#options.installation.root) };
  }

  /** Recents are a convenience: that they could not be written is said and changes nothing else. */
  #remember(work: Promise<void>): void {
    work.catch((error: unknown) =>
      this.#options.output.say(`Recent targets and files were not saved: ${faultMessage(error)}`),
    );
  }
}

function toFault({ fault, name }: ProcessState): Fault {
  return new Fault(
    fault?.code ?? 'command-not-started',
    fault?.message ?? `The command "${name}" could not be started.`,
  );
}
