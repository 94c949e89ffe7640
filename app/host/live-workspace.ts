// Shell: the workspace that every run has: a recording, shown as the start page until a target is opened.
import { basename } from 'node:path';
import type { RouteConfig } from '../../main/model/config.ts';
import { assertNever } from '../../main/model/assert-never.ts';
import type {
  Command,
  CommandResult,
  FeedMessage,
  Notice,
  StartPage,
  WorkspaceState,
} from '../../main/model/protocol.ts';
import type { ProcessState } from '../../main/model/process.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import { parseAddress, parseTarget } from '../cli/target.ts';
import type { DemoStack } from '../run/demo-stack.ts';
import type { ClosedReport, Recording } from '../run/recording.ts';
import { openSource } from './open-source.ts';
import { replayExchange } from './replay.ts';
import { toSourceAnswers } from './source-answers.ts';
import { runSessionCommand, type SessionCommandContext } from './session-commands.ts';
import {
  type FeedListener,
  type FeedPace,
  type FeedSubscription,
  LIVE_WORKSPACE,
  type Workspace,
} from './workspace.ts';

export interface LiveWorkspaceOptions {
  readonly context: SessionCommandContext;
  readonly startRecording: (target: string | undefined, routes: readonly RouteConfig[]) => Promise<Recording>;
  readonly startDemo: (onOutput: (output: ProcessOutput) => void) => Promise<DemoStack>;
  readonly startPage: (ownPort: number | undefined) => Promise<StartPage>;
  readonly processes: Processes;
  /** Called when the recording has begun. */
  readonly onStarted: (recording: Recording, target: string | undefined) => void;
  /** Called with each target that requests go to from now on. */
  readonly onTarget: (target: string) => void;
}

/** The processes that are started beside the recording. */
export interface Processes {
  readonly states: readonly ProcessState[];
  restart(name: string): Promise<void>;
  stop(name: string): Promise<void>;
}

/** Pieces of processes' output kept while there is no recording yet to put them into. */
const EARLY_PIECES = 1_000;

/** What the demo's back end is called where it tells of itself, and what says that it can be profiled. */
const DEMO_TARGET = 'demo api';

export class LiveWorkspace implements Workspace, Disposable {
  readonly id = LIVE_WORKSPACE;
  readonly #options: LiveWorkspaceOptions;
  readonly #replaced = new Set<() => void>();
  readonly #windows = new Set<FeedListener>();
  #recording: Recording | undefined;
  #target: string | undefined;
  #routes: readonly RouteConfig[] = [];
  #demo: DemoStack | undefined;
  #early: ProcessOutput[] = [];
  /** Commands that change what is recorded take turns. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing: Promise<ClosedReport | undefined> | undefined;

  constructor(options: LiveWorkspaceOptions) {
    this.#options = options;
  }

  get recording(): Recording | undefined {
    return this.#recording;
  }

  get reader() {
    return this.#recording?.engine.reader;
  }

  get sources() {
    const maps = this.#recording?.engine.sourceMaps;
    return maps && toSourceAnswers(maps);
  }

  state(): WorkspaceState {
    const { shell, version, editor } = this.#options.context;
    const processes = this.#options.processes.states;
    const common = {
      ...{ version, shell: shell.kind, routes: this.#routes, demo: this.#demo !== undefined },
      ...(editor.name === undefined ? {} : { editor: editor.name }),
      ...(processes.length === 0 ? {} : { processes }),
    };
    const engine = this.#recording?.engine;
    if (engine === undefined) return { ...common, mode: 'start', name: '' };
    return {
      ...common,
      mode: this.hasTarget ? 'live' : 'start',
      name: basename(engine.sessionPath),
      sessionPath: engine.sessionPath,
      proxyUrl: engine.proxyUrl,
      switches: engine.switches,
      headerRules: engine.headerRules,
      telemetry: engine.telemetry(),
      ...(this.#target === undefined ? {} : { target: this.#target }),
    };
  }

  subscribe(listener: FeedListener, pace: FeedPace): FeedSubscription {
    this.#windows.add(listener);
    const engine = this.#recording?.engine;
    if (engine === undefined) {
      listener([
        { type: 'reset', workspace: this.state() },
        { type: 'ready', seq: 0 },
      ]);
      return { watch: () => undefined, close: () => this.#windows.delete(listener) };
    }
    // The engine knows its session; what the window shows around it is known here.
    const subscription = engine.feed.subscribe(
      (messages) => listener(messages.map((message) => this.#complete(message))),
      pace,
    );
    return {
      watch: (ids) => subscription.watch(ids),
      close: () => {
        this.#windows.delete(listener);
        subscription.close();
      },
    };
  }

  #complete(message: FeedMessage): FeedMessage {
    return message.type === 'reset' || message.type === 'workspace' ? { ...message, workspace: this.state() } : message;
  }

  onReplaced(listener: () => void): () => void {
    this.#replaced.add(listener);
    return () => this.#replaced.delete(listener);
  }

  /** Tells all windows something that belongs to no record. */
  notify(notice: Notice): void {
    for (const tell of this.#windows) tell([{ type: 'notice', notice }]);
  }

  startPage(): Promise<StartPage> {
    const proxyUrl = this.#recording?.engine.proxyUrl;
    return this.#options.startPage(proxyUrl === undefined ? undefined : Number(new URL(proxyUrl).port));
  }

  /** Something that `state` tells has changed. */
  announce(): void {
    this.#recording?.engine.feed.announceWorkspace();
  }

  /** What a process says goes into the recording, now or when there is one. */
  logOutput(output: ProcessOutput): void {
    if (this.#recording !== undefined) this.#recording.engine.logOutput(output);
    else if (this.#early.length < EARLY_PIECES) this.#early.push(output);
  }

  /** Starts to record, with or without a target, or sends the running recording's requests elsewhere. */
  openTarget(target: string | undefined, routes: readonly RouteConfig[]): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closing !== undefined) throw new Fault('closing', 'Throughline is closing.');
      const { routes: before } = this;
      const recording = this.#recording;
      this.#routes = routes;
      this.#target = target;
      if (recording !== undefined) {
        recording.engine.setTargets(target, routes);
        if (target !== undefined) this.#options.onTarget(target);
        return;
      }
      try {
        this.#recording = await this.#options.startRecording(target, routes);
      } catch (error) {
        this.#routes = before;
        this.#target = undefined;
        throw error;
      }
      for (const output of this.#early.splice(0)) this.#recording.engine.logOutput(output);
      this.#options.onStarted(this.#recording, target);
      if (target !== undefined) this.#options.onTarget(target);
      for (const listener of [...this.#replaced]) listener();
    });
  }

  get routes(): readonly RouteConfig[] {
    return this.#routes;
  }

  /** Whether requests go anywhere yet. */
  get hasTarget(): boolean {
    return this.#target !== undefined || this.#routes.length > 0;
  }

  /** Starts the demo and makes it the target; `first` are routes that come before the demo's own. */
  async startDemo(first: readonly RouteConfig[] = []): Promise<void> {
    const demo = await this.#inTurn(async () => {
      this.#demo ??= await this.#options.startDemo((output) => this.logOutput(output));
      return this.#demo;
    });
    await this.openTarget(demo.target, [...first, ...demo.routes]);
    const { otlpUrl } = this.#live().engine.telemetry();
    if (otlpUrl !== undefined) demo.sendSpansTo(otlpUrl);
    const { metrics, pprof } = demo.api;
    const toTargets = (url?: string) => (url === undefined ? [] : [{ url, name: DEMO_TARGET }]);
    this.#live().engine.addTargets({ metrics: toTargets(metrics), pprof: toTargets(pprof) });
  }

  async run(command: Command): Promise<CommandResult> {
    switch (command.type) {
      case 'pause':
      case 'resume':
        this.#live().engine.setRecording(command.type === 'resume');
        return { ok: true };
      case 'open-target':
        await this.openTarget(parseTarget(command.target), command.routes.map(checkRoute));
        return { ok: true };
      case 'start-demo':
        await this.startDemo();
        return { ok: true };
      case 'replay': {
        const { engine } = this.#live();
        await replayExchange(engine.reader, engine.proxyUrl, command.exchangeId);
        return { ok: true };
      }
      case 'send-hmr': {
        const { sent, message } = await this.#live().engine.sendHmr(command.event, command.data);
        return sent > 0 ? { ok: true, sent } : { ok: false, code: 'hmr-not-sent', message: message ?? '' };
      }
      case 'set-switches':
        this.#live().engine.setSwitches(command.switches);
        return { ok: true };
      case 'set-header-rules':
        this.#live().engine.setHeaderRules(command.rules);
        return { ok: true };
      case 'restart-process':
        await this.#options.processes.restart(command.name);
        return { ok: true };
      case 'stop-process':
        await this.#options.processes.stop(command.name);
        return { ok: true };
      case 'take-profile':
        return this.#live().engine.takeProfile(command.target, command.kind, command.seconds);
      case 'open-source':
        return openSource(command, this.#recording?.engine.sourceMaps, this.#options.context.editor);
      case 'save-session':
      case 'export-har':
      case 'open-file':
        return runSessionCommand(command, this.#savable(), this.#options.context);
      default:
        return assertNever(command);
    }
  }

  /** Ends demo and recording; gives the recording's report where there was one. */
  closeRecording(): Promise<ClosedReport | undefined> {
    this.#closing ??= (async () => {
      await this.#turn;
      await this.#demo?.close();
      return this.#recording?.close();
    })();
    return this.#closing;
  }

  async close(): Promise<void> {
    await this.closeRecording();
  }

  #live(): Recording {
    if (this.#recording === undefined) throw new Fault('no-session', 'Nothing is recorded yet; open a target first.');
    return this.#recording;
  }

  #savable() {
    const engine = this.#recording?.engine;
    if (engine === undefined) return undefined;
    return {
      reader: engine.reader,
      name: basename(engine.sessionPath),
      copyTo: (path: string) => engine.saveCopy(path),
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

function checkRoute(route: RouteConfig): RouteConfig {
  return { ...route, target: parseAddress(route.target, ['http', 'https', 'ws', 'wss'], `The route ${route.match}`) };
}
