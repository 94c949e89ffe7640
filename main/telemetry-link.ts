// The proxy's side of the telemetry thread: starts it where there is something for it to do, hands on its batches, and starts it again when it failed.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type MessagePort } from 'node:worker_threads';
import { Fault } from './base/fault.ts';
import type { Disposable } from './base/disposable.ts';
import type { TelemetryConfig } from './model/config.ts';
import type { CommandResult, Notice, TelemetryState } from './model/protocol.ts';
import type { TelemetryBatch } from './model/telemetry.ts';
import type {
  MoreTargets,
  ProfileRequest,
  TelemetryAnswer,
  TelemetryRequest,
  TelemetryStart,
} from './telemetry-message.ts';

/** The thread's file beside the entry of a bundle. */
export const TELEMETRY_WORKER = 'telemetry-worker.cjs';
/** How long after a failure the thread is started again, in milliseconds. */
export const TELEMETRY_RESTART_MS = 1_000;

export interface TelemetryLinkOptions {
  readonly workerFolder: string;
  readonly config: TelemetryConfig;
  readonly version: string;
  readonly proxyUrl: string;
  /** The thread runs; again where it had failed. */
  readonly onReady: () => void;
  /** `taken` is to be called once the recorder has the batch: the thread sends only so much ahead. */
  readonly onBatch: (batch: TelemetryBatch, weightBytes: number, taken: () => void) => void;
  /** What changed of the state. */
  readonly onState: (state: Partial<TelemetryState>) => void;
  /** Something that the user must know. */
  readonly onTrouble: (notice: Notice) => void;
}

export interface TelemetryLink extends Disposable {
  /** Asks these programs too; also after the thread was started again. */
  addTargets(targets: MoreTargets): void;
  /** Resolves when the profile is on its way to the recorder, or says why there is none. */
  takeProfile(profile: ProfileRequest): Promise<CommandResult>;
  /** Has the thread export what comes from this port. */
  exportFrom(port: MessagePort): void;
  /** Lets nothing more in; resolves when the last batch was handed on. */
  stop(): Promise<void>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** True where the configuration asks for something that the thread does. */
export function needsTelemetryThread(config: TelemetryConfig): boolean {
  return (
    config.otlpPort !== undefined ||
    config.metrics.length > 0 ||
    config.pprof.length > 0 ||
    config.exportTo !== undefined
  );
}

/** Starts the thread. Rejects with a Fault when something that was asked for can't be had. */
export async function createTelemetryLink(options: TelemetryLinkOptions): Promise<TelemetryLink> {
  const link = new WorkerLink(options);
  await link.open();
  return link;
}

const NO_PROFILE = { ok: false, code: 'telemetry-failed', message: 'Telemetry does not run.' } as const;

class WorkerLink implements TelemetryLink {
  readonly #options: TelemetryLinkOptions;
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  /** The receiver's, once it is known: programs that were started with it must find it after a failure too. */
  #otlpPort: number | undefined;
  #closed = false;
  /** What was added since the start. */
  readonly #added: MoreTargets[] = [];
  /** Profiles that are awaited, by number. */
  readonly #profiles = new Map<number, (result: CommandResult) => void>();
  #profileNumber = 0;
  #onStopped: (() => void) | undefined;

  constructor(options: TelemetryLinkOptions) {
    this.#options = options;
  }

  open(): Promise<void> {
    const { workerFolder, config, version, proxyUrl } = this.#options;
    const port = this.#otlpPort === undefined ? {} : { otlpPort: this.#otlpPort };
    const start: TelemetryStart = { config: { ...config, ...port }, version, proxyUrl };
    const worker = new Worker(pathToFileURL(join(workerFolder, TELEMETRY_WORKER)), { workerData: start });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let failure: Fault | undefined;
      let ready = false;
      worker.on('message', (answer: TelemetryAnswer) => {
        if (answer.type === 'ready') {
          ready = true;
          this.#options.onReady();
          resolve();
          for (const targets of this.#added) this.#post({ type: 'add-targets', targets });
        }
        if (answer.type === 'refused') failure = new Fault(answer.code, answer.message);
        this.#hear(worker, answer);
      });
      worker.on('error', (cause) => {
        failure = new Fault('telemetry-failed', `Telemetry failed: ${cause.message}. It is started again.`, { cause });
      });
      worker.on('exit', () => {
        const fault = failure ?? new Fault('telemetry-failed', 'Telemetry ended. It is started again.');
        reject(fault);
        if (this.#worker !== worker) return;
        this.#worker = undefined;
        this.#onStopped?.();
        this.#giveUpProfiles(fault.message);
        if (ready && !this.#closed) this.#startAgain(fault);
      });
    });
  }

  addTargets(targets: MoreTargets): void {
    this.#added.push(targets);
    this.#post({ type: 'add-targets', targets });
  }

  takeProfile(profile: ProfileRequest): Promise<CommandResult> {
    if (!this.#worker || this.#closed) return Promise.resolve(NO_PROFILE);
    this.#profileNumber += 1;
    const number = this.#profileNumber;
    this.#post({ type: 'take-profile', number, profile });
    return new Promise((resolve) => this.#profiles.set(number, resolve));
  }

  #giveUpProfiles(message: string): void {
    for (const resolve of this.#profiles.values()) resolve({ ...NO_PROFILE, message });
    this.#profiles.clear();
  }

  exportFrom(port: MessagePort): void {
    this.#worker?.postMessage({ type: 'export', port } satisfies TelemetryRequest, [port]);
  }

  async stop(): Promise<void> {
    if (!this.#worker || this.#closed) return;
    const stopped = new Promise<void>((resolve) => (this.#onStopped = resolve));
    this.#post({ type: 'stop' });
    await stopped;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    this.#post({ type: 'close' });
    await exited;
  }

  #post(request: TelemetryRequest): void {
    this.#worker?.postMessage(request);
  }

  #hear(worker: Worker, answer: TelemetryAnswer): void {
    const { onBatch, onState, onTrouble } = this.#options;
    switch (answer.type) {
      case 'batch': {
        const { batch, weightBytes } = answer;
        onBatch(batch, weightBytes, () =>
          worker.postMessage({ type: 'taken', batches: 1, weightBytes } satisfies TelemetryRequest),
        );
        return;
      }
      case 'state':
        if (answer.state.otlpUrl !== undefined) this.#otlpPort = Number(new URL(answer.state.otlpUrl).port);
        onState(answer.state);
        return;
      case 'trouble':
        onTrouble(answer.notice);
        return;
      case 'profile':
        this.#profiles.get(answer.number)?.(answer.result);
        this.#profiles.delete(answer.number);
        return;
      case 'stopped':
        this.#onStopped?.();
        return;
      case 'ready':
      case 'refused':
        return;
    }
  }

  #startAgain(fault: Fault): void {
    this.#options.onTrouble({ code: fault.code, severity: 'warning', message: fault.message });
    this.#restart = setTimeout(() => {
      this.open().catch((cause: unknown) => {
        if (!this.#closed && cause instanceof Fault) this.#startAgain(cause);
      });
    }, TELEMETRY_RESTART_MS);
  }
}
