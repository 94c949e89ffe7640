// The engine: builds the proxy, the recorder, the reader and the feed, draws the arrows between them, and closes them in reverse. Knows no window.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { systemClock } from './base/clock.ts';
import { DisposableStack } from './base/disposable.ts';
import { createTapQueue } from './capture/tap-queue.ts';
import { createErrorMapping } from './error-mapping.ts';
import { createFeed, type Feed } from './feed/feed.ts';
import { createFreshReader } from './fresh-reader.ts';
import { createHmrPost, HMR_PATH, toEvent, toHmrSent, type HmrSent } from './hmr-event.ts';
import {
  DEFAULT_BUDGET,
  DEFAULT_SWITCHES,
  type CaptureBudget,
  type ProxyConfig,
  type RouteConfig,
  type Switches,
  type TelemetryConfig,
} from './model/config.ts';
import type { ProfileKind } from './model/profile.ts';
import type { CommandResult, Notice, SessionReader, TelemetryState, WorkspaceState } from './model/protocol.ts';
import type { HeaderRule } from './model/rules.ts';
import type { RecorderStatus } from './model/session.ts';
import type { SourceMapConfig } from './model/source-frame.ts';
import type { ProcessOutput } from './model/tap-event.ts';
import type { AgentFiles } from './proxy/inject/page-agent.ts';
import { createProxy, type Proxy } from './proxy/proxy.ts';
import type { HotEvent } from './proxy/hot-message.ts';
import type { ReservedPost, ReservedPosts } from './proxy/reserved-post.ts';
import { startRecorder, type RecorderLink } from './recorder-link.ts';
import { createSourceMapLink, type SourceMapLink } from './source-map-link.ts';
import { LOOKUP_LIMIT_BYTES } from './sourcemaps/lookup-answer.ts';
import type { SourceMapper } from './sourcemaps/source-mapper.ts';
import type { OpenSession } from './store/local-reader.ts';
import { openSession } from './store/reader-client.ts';
import type { MoreTargets } from './telemetry-message.ts';
import { NO_TELEMETRY, startTelemetry, type TelemetryPart } from './telemetry-part.ts';

export { DEFAULT_BUDGET, DEFAULT_PROXY_CONFIG, DEFAULT_SWITCHES } from './model/config.ts';
export { createLocalReader } from './store/local-reader.ts';
export { createWriter } from './store/writer.ts';
export { createSourceMapLink } from './source-map-link.ts';
export { openSession } from './store/reader-client.ts';
export type { HmrSent } from './hmr-event.ts';
export { parseSourceMap, tracePosition } from './sourcemaps/source-map.ts';
export { createFeed, type Feed, type FeedListener, type FeedSubscription } from './feed/feed.ts';

export interface EngineOptions {
  /** Made where it is missing, continued where it is there. */
  readonly sessionPath: string;
  readonly proxy: ProxyConfig;
  readonly budget?: CaptureBudget;
  /** What may be done to pages and answers at first; those left out are as `DEFAULT_SWITCHES` says. */
  readonly switches?: Partial<Switches>;
  /** What comes in beside the traffic, and what goes out; nothing without it. Its processes are the shell's to start. */
  readonly telemetry?: TelemetryConfig;
  /** What programs must know to send events into pages; without one none may. */
  readonly token?: string;
  /** Throughline's version. */
  readonly version: string;
  /** Folder in which `recorder-worker.cjs`, `reader-worker.cjs` and the page agent's files lie. */
  readonly workerFolder: string;
  /** Where the certificate of `https` is kept. */
  readonly certificateFolder?: string;
  /** The project's folder, from which sources are looked for; the working folder by default. */
  readonly folder?: string;
  readonly sourceMaps?: SourceMapConfig;
  /** What only the shell knows of the workspace; asked whenever windows are told. */
  readonly describe?: () => Partial<WorkspaceState>;
  /** Recording is in trouble, or no more where the sentence is undefined. Traffic goes on either way. */
  readonly onTrouble?: (sentence: string | undefined) => void;
}

export interface Engine {
  /** The proxy's origin. */
  readonly proxyUrl: string;
  readonly sessionPath: string;
  readonly reader: SessionReader;
  readonly feed: Feed;
  /** Maps frames against what this session served, all that has happened so far included; on a thread of its own. */
  readonly sourceMaps: SourceMapper;
  /** What did not come about at the start, though the run goes on. */
  readonly notices: readonly Notice[];
  /** What may be done to pages and answers, as it stands now. */
  readonly switches: Switches;
  /** What is changed in fields, as it stands now. */
  readonly headerRules: readonly HeaderRule[];
  /** Where requests go from now on; windows are told. */
  setTargets(target: string | undefined, routes: readonly RouteConfig[]): void;
  /** Turns those that are given, for requests from now on; windows are told. */
  setSwitches(changed: Partial<Switches>): void;
  /** For messages from now on; windows are told. Throws a Fault and keeps the old ones where a rule is wrong. */
  setHeaderRules(rules: readonly HeaderRule[]): void;
  /** Sends a custom event to the development clients of the pages that are open. Rejects where it is none that can be sent. */
  sendHmr(event: string, data: unknown): Promise<HmrSent>;
  /** Polls and profiles these programs too, beside those of the configuration; windows are told. Nothing where no telemetry runs. */
  addTargets(targets: MoreTargets): void;
  /** Fetches a profile from a pprof target into the session, or says why there is none; `seconds` only for `cpu`. */
  takeProfile(target: string, kind: ProfileKind, seconds?: number): Promise<CommandResult>;
  /** Off lets traffic pass without recording it. */
  setRecording(on: boolean): void;
  status(): RecorderStatus;
  workspace(): WorkspaceState;
  /** How what comes in beside the traffic, and what goes out, stands now. */
  telemetry(): TelemetryState;
  /** Records what a process that was started beside wrote. */
  logOutput(output: ProcessOutput): void;
  /** Writes a complete copy of the session as it stands now. */
  saveCopy(to: string): Promise<void>;
  /** Resolves when all that has happened so far is in the session file. */
  sync(): Promise<void>;
  /** Stops the proxy and writes all; resolves when the session is one finished file. */
  close(): Promise<{ readonly exchanges: number; readonly dropped: number }>;
}

/** Starts recording. Rejects with a Fault when the session file or the port can't be had; nothing is left running then. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const parts = new DisposableStack();
  const isNew = !existsSync(options.sessionPath);
  try {
    return await buildEngine(options, parts);
  } catch (cause) {
    await parts.close();
    // A run that never began leaves no empty session behind.
    if (isNew) rmSync(options.sessionPath, { force: true });
    throw cause;
  }
}

async function buildEngine(options: EngineOptions, parts: DisposableStack): Promise<Engine> {
  const { workerFolder, version } = options;
  const sessionPath = resolve(options.sessionPath);
  const feeds: Feed[] = [];
  /** Empty until it listens. */
  const proxies: Proxy[] = [];
  const tapQueue = createTapQueue({
    post: (batch) => {
      recorder.lost(lost());
      recorder.send(batch);
    },
  });
  let telemetry: TelemetryPart = NO_TELEMETRY;
  // Ends after the recorder, as what is left of a recording is exported too.
  parts.own({ close: () => telemetry.link?.close() });
  const recorder: RecorderLink = await startRecorder({
    path: sessionPath,
    budget: options.budget ?? DEFAULT_BUDGET,
    sampling: options.proxy.sampling,
    version,
    workerFolder,
    ...(options.telemetry && { logParsers: options.telemetry.logParsers }),
    ...(options.onTrouble && { onTrouble: options.onTrouble }),
    onScripts: (exchangeIds) => {
      if (options.sourceMaps?.keep !== false) sourceMaps.keep(exchangeIds);
    },
    onTaken: (bytes, events) => tapQueue.acknowledge(bytes, events),
    onRecognised: (exchange, dialect) => proxy.recognised(exchange, dialect),
    onMapFrames: (question) => mapping.ask(question),
    onRestarted: () => {
      for (const feed of feeds) feed.restart();
      telemetry.connectExport();
    },
  });
  parts.own({ close: async () => void (await recorder.close()) });
  const reader: OpenSession = parts.own(await openSession(sessionPath, { workerFolder }));
  const agent = readAgent(workerFolder);
  let { target, routes } = options.proxy;
  let { headerRules } = options.proxy;
  let switches: Switches = { ...DEFAULT_SWITCHES, ...options.switches };
  const sourceMaps: SourceMapLink = parts.own(
    createSourceMapLink(
      workerFolder,
      () => ({
        sessionPath,
        folder: options.folder ?? process.cwd(),
        config: options.sourceMaps ?? { roots: [], paths: [] },
        ownOrigin: proxy.url,
      }),
      (record, bytes) => recorder.keepMap(record, bytes),
    ),
  );
  const mapping = createErrorMapping({
    mapFrames: (frames, at) => sync().then(() => sourceMaps.mapFrames(frames, at)),
    answer: (errorId, stack) => recorder.framesMapped(errorId, stack),
    sync: async () => {
      await recorder.sync();
      return recorder.unmapped;
    },
  });
  const feed = parts.own(createFeed({ recorder, reader, workspace: () => workspace() }));
  feeds.push(feed);
  parts.own({
    close: async () => {
      tapQueue.flush();
      recorder.lost(lost());
      await mapping.settle();
    },
  });
  const proxy: Proxy = parts.own(
    await createProxy({
      config: options.proxy,
      sink: tapQueue,
      clock: systemClock,
      version,
      firstExchange: recorder.firstExchange,
      switches,
      ...(agent && { agent }),
      posts: toPosts(sync, sourceMaps, createHmrPost(options.token, sendHmr)),
      ...(options.certificateFolder === undefined ? {} : { certificateFolder: options.certificateFolder }),
    }),
  );

  proxies.push(proxy);
  telemetry = await startTelemetry({
    ...{ folder: options.folder ?? process.cwd(), workerFolder, version, tapQueue, proxyUrl: proxy.url },
    ...(options.telemetry && { config: options.telemetry }),
    exportTo: (port) => recorder.exportTo(port),
    onState: () => feed.announceWorkspace(),
    onNotice: (notice) => feed.notify(notice),
  });
  parts.own({ close: () => telemetry.stop() });

  function workspace(): WorkspaceState {
    return {
      mode: 'live',
      version,
      shell: 'browser',
      name: basename(sessionPath),
      sessionPath,
      proxyUrl: proxy.url,
      ...(target === undefined ? {} : { target }),
      routes,
      demo: false,
      switches,
      headerRules,
      telemetry: telemetry.state,
      ...options.describe?.(),
    };
  }

  async function sendHmr(event: HotEvent): Promise<HmrSent> {
    // The recorder tells whose the connections are that opened just now; those it knew before do without.
    await sync().catch(() => undefined);
    return toHmrSent(await proxy.sendHmr(event));
  }

  /** What the recorder never heard of. */
  function lost(): number {
    return tapQueue.dropped + (proxies[0]?.refusedPosts ?? 0);
  }

  async function sync(): Promise<void> {
    tapQueue.flush();
    await recorder.sync();
  }

  return {
    proxyUrl: proxy.url,
    sessionPath,
    reader: createFreshReader(reader, sync),
    feed,
    sourceMaps: afterSync(sync, sourceMaps),
    workspace,
    telemetry: () => telemetry.state,
    sync,
    notices: [...(agent || !switches.inject ? [] : [AGENT_MISSING]), ...telemetry.notices],
    get switches() {
      return switches;
    },
    setTargets(newTarget, newRoutes) {
      proxy.setTargets(newTarget, newRoutes);
      target = newTarget;
      routes = newRoutes;
      feed.announceWorkspace();
    },
    setSwitches(changed) {
      switches = { ...switches, ...changed };
      proxy.setSwitches(switches);
      feed.announceWorkspace();
    },
    get headerRules() {
      return headerRules;
    },
    setHeaderRules(rules) {
      proxy.setHeaderRules(rules);
      headerRules = rules;
      feed.announceWorkspace();
    },
    sendHmr: async (event, data) => sendHmr(toEvent(event, data)),
    addTargets: (targets) => telemetry.addTargets(targets),
    takeProfile: async (profileTarget, kind, seconds) =>
      telemetry.link?.takeProfile({ target: profileTarget, kind, ...(seconds !== undefined && { seconds }) }) ??
      NO_PPROF,
    setRecording(on) {
      proxy.setRecording(on);
      recorder.setState(on ? 'recording' : 'paused');
    },
    status: () => recorder.status(),
    logOutput: (output) => tapQueue.push(output),
    async saveCopy(to) {
      await sync();
      // A reader of its own, so that windows need not wait for a long copy.
      const copier = await openSession(sessionPath, { workerFolder });
      try {
        await copier.copyTo(resolve(to));
      } finally {
        await copier.close();
      }
    },
    async close() {
      await parts.close();
      return recorder.close();
    },
  };
}

const NO_PPROF: CommandResult = { ok: false, code: 'profile-target', message: 'No pprof address is configured.' };

/** The script for pages, which the build puts beside the workers; a build without it leaves pages alone. */
function readAgent(folder: string): AgentFiles | undefined {
  const [agent, measures] = ['agent.js', 'agent-measures.js'].map((name) => join(folder, name));
  if (!agent || !measures || !existsSync(agent)) return undefined;
  return { agent: readFileSync(agent), ...(existsSync(measures) && { measures: readFileSync(measures) }) };
}

const AGENT_MISSING: Notice = {
  code: 'agent-missing',
  severity: 'warning',
  message: 'This build has no page agent, so pages are left alone; build it again to see what happens in them.',
};

/** What is posted to reserved paths. */
function toPosts(sync: () => Promise<void>, sourceMaps: SourceMapLink, hmr: ReservedPost): ReservedPosts {
  const lookup = async (content: Buffer) => {
    await sync();
    return sourceMaps.answerLookup(content);
  };
  return new Map([
    ['/__throughline/sourcemap/lookup', { limitBytes: LOOKUP_LIMIT_BYTES, answer: lookup }],
    [HMR_PATH, hmr],
  ]);
}

/** A page's error comes sooner than the scripts it speaks of are in the file. */
function afterSync(sync: () => Promise<void>, sourceMaps: SourceMapLink): SourceMapper {
  return {
    lookup: (request) => sync().then(() => sourceMaps.lookup(request)),
    mapStack: (stack, at) => sync().then(() => sourceMaps.mapStack(stack, at)),
    mapFrames: (frames, at) => sync().then(() => sourceMaps.mapFrames(frames, at)),
    check: (url, at) => sync().then(() => sourceMaps.check(url, at)),
    openable: (path) => sourceMaps.openable(path),
  };
}
