// Shell: one recording from start to end: where it is kept, the engine that makes it, the HAR that is written after it.
import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { MetricsTarget, PprofTarget, ProxyConfig, RouteConfig, Switches } from '../../main/model/config.ts';
import type { ProfileKind } from '../../main/model/profile.ts';
import type { CommandResult, Notice, SessionReader, TelemetryState } from '../../main/model/protocol.ts';
import type { HeaderRule } from '../../main/model/rules.ts';
import type { RecorderStatus } from '../../main/model/session.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import { writeHar } from '../../main/har/har-writer.ts';
import type { FeedListener, FeedPace, FeedSubscription } from '../host/workspace.ts';
import type { SourceLookups } from '../host/source-answers.ts';
import { createPrivate, reserveSession, sessionName } from './data-folder.ts';
import { explainListenError } from './port-holder.ts';

/** What shells use of an engine. */
export interface RecordingEngine {
  /** The proxy's origin. */
  readonly proxyUrl: string;
  readonly sessionPath: string;
  readonly reader: SessionReader;
  readonly sourceMaps: SourceLookups;
  readonly feed: {
    subscribe(listener: FeedListener, pace: FeedPace): FeedSubscription;
    /** Tells windows what the workspace is now. */
    announceWorkspace(): void;
  };
  readonly notices: readonly Notice[];
  /** As they stand now. */
  readonly switches: Switches;
  readonly headerRules: readonly HeaderRule[];
  setTargets(target: string | undefined, routes: readonly RouteConfig[]): void;
  setSwitches(changed: Partial<Switches>): void;
  setHeaderRules(rules: readonly HeaderRule[]): void;
  sendHmr(event: string, data: unknown): Promise<{ readonly sent: number; readonly message?: string }>;
  /** Polls and profiles these programs too. */
  addTargets(targets: { readonly metrics: readonly MetricsTarget[]; readonly pprof: readonly PprofTarget[] }): void;
  takeProfile(target: string, kind: ProfileKind, seconds?: number): Promise<CommandResult>;
  setRecording(on: boolean): void;
  status(): RecorderStatus;
  /** How what comes in beside the traffic, and what goes out, stands now. */
  telemetry(): TelemetryState;
  logOutput(output: ProcessOutput): void;
  saveCopy(path: string): Promise<void>;
  close(): Promise<{ readonly exchanges: number; readonly dropped: number }>;
}

/** What a recording is made with. */
export interface RecordingPlan {
  readonly proxy: ProxyConfig;
  /** Absent: a new file in the user's data folder. */
  readonly session?: string;
  readonly har?: string;
  readonly version: string;
  /** The project's folder, for the session's name. */
  readonly folder: string;
}

/** Builds an engine that records into `sessionPath`; the file is there, empty or a session to continue. */
export type EngineFactory = (sessionPath: string, proxy: ProxyConfig) => Promise<RecordingEngine>;

/** Opens a finished session. */
export type SessionOpener = (path: string) => Promise<SessionReader>;

/** What is said of a recording that has ended. */
export interface ClosedReport {
  readonly session: string;
  readonly har?: string;
  readonly exchanges: number;
  readonly dropped: number;
}

export interface Recording {
  readonly engine: RecordingEngine;
  /** Ends it: all is on disk, and the HAR is written, when this resolves. Closing twice gives the same report. */
  close(): Promise<ClosedReport>;
}

/** Starts to record. Rejects with a fault that says what to do where the file or the port can't be had. */
export async function startRecording(
  plan: RecordingPlan,
  createEngine: EngineFactory,
  openSession: SessionOpener,
): Promise<Recording> {
  if (plan.har !== undefined) await checkFolder(plan.har, '--har');
  const { path, made } = await claimSession(plan);
  let engine: RecordingEngine;
  try {
    engine = await createEngine(path, plan.proxy);
  } catch (error) {
    if (made) await Promise.all(['', '-wal', '-shm'].map((part) => rm(`${path}${part}`, { force: true })));
    throw await explainListenError(error, plan.proxy.host, plan.proxy.port);
  }
  let closing: Promise<ClosedReport> | undefined;
  return { engine, close: () => (closing ??= finish(engine, path, plan, openSession)) };
}

async function finish(
  engine: RecordingEngine,
  path: string,
  plan: RecordingPlan,
  open: SessionOpener,
): Promise<ClosedReport> {
  const { exchanges, dropped } = await engine.close();
  if (plan.har === undefined) return { session: path, exchanges, dropped };
  const har = resolve(plan.har);
  const reader = await open(path);
  try {
    await writeHar(reader, har, { raw: false, version: plan.version });
  } finally {
    await reader.close();
  }
  return { session: path, har, exchanges, dropped };
}

interface ClaimedSession {
  readonly path: string;
  /** It was not there before. */
  readonly made: boolean;
}

/** Gives the session's path; a file that is not there yet is made so that only the user can read it. One that is there is continued. */
async function claimSession({ session, proxy, folder }: RecordingPlan): Promise<ClaimedSession> {
  if (session === undefined) {
    return { path: await reserveSession(sessionName(proxy.target, folder, new Date())), made: true };
  }
  const path = resolve(session);
  await checkFolder(path, '--session');
  try {
    return { path, made: await createPrivate(path) };
  } catch (error) {
    throw new Fault('session-not-writable', `The session ${path} can't be written: ${faultMessage(error)}.`, {
      cause: error,
    });
  }
}

async function checkFolder(path: string, flag: string): Promise<void> {
  const folder = dirname(resolve(path));
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Fault('folder-not-writable', `The folder ${folder} of ${flag} can't be made: ${faultMessage(error)}.`, {
      cause: error,
    });
  }
}
