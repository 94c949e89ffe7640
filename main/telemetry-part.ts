// The engine's telemetry: what other programs tell, on its way into the tap queue, and how that stands, for windows.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { systemClock } from './base/clock.ts';
import type { TapQueue } from './capture/tap-queue.ts';
import { createFileFollower } from './ingest/files/file-follower.ts';
import type { TelemetryConfig } from './model/config.ts';
import type { Notice, TelemetryState } from './model/protocol.ts';
import type { MoreTargets } from './telemetry-message.ts';
import { createTelemetryLink, needsTelemetryThread, type TelemetryLink } from './telemetry-link.ts';

export interface TelemetryPartOptions {
  /** Nothing without it. */
  readonly config?: TelemetryConfig;
  /** Where relative paths begin. */
  readonly folder: string;
  readonly workerFolder: string;
  readonly version: string;
  readonly proxyUrl: string;
  /** Gives the recorder the port to which it is to send what is exported. */
  readonly exportTo: (port: MessagePort) => void;
  readonly tapQueue: Pick<TapQueue, 'push' | 'afterTaken'>;
  /** The state changed. */
  readonly onState: () => void;
  /** Something came up after the start. */
  readonly onNotice: (notice: Notice) => void;
}

export interface TelemetryPart {
  readonly state: TelemetryState;
  /** What came up while it was started. */
  readonly notices: readonly Notice[];
  /** Absent where the configuration asks for nothing that needs the thread. */
  readonly link?: TelemetryLink;
  /** Asks these programs too, where the thread runs. */
  addTargets(targets: MoreTargets): void;
  /** Draws the way from the recorder to the exporter anew; for a recorder that was started again. */
  connectExport(): void;
  /** Lets nothing in any more; what came so far is in the tap queue then. */
  stop(): Promise<void>;
}

/** As it stands while nothing is configured. */
export const NO_TELEMETRY: TelemetryPart = {
  state: { metrics: [], pprof: [], logFiles: [] },
  notices: [],
  addTargets: () => undefined,
  connectExport: () => undefined,
  stop: async () => undefined,
};

/** Starts what the configuration asks for. Rejects with a Fault where that can't be had. */
export async function startTelemetry(options: TelemetryPartOptions): Promise<TelemetryPart> {
  const { config, tapQueue } = options;
  if (!config) return NO_TELEMETRY;
  const notices: Notice[] = [];
  let state = toFirstState(config);
  let started = false;
  const link = needsTelemetryThread(config)
    ? await createTelemetryLink({
        ...options,
        config,
        onBatch: (batch, _weightBytes, taken) => {
          tapQueue.push({ type: 'telemetry', at: systemClock(), batch });
          tapQueue.afterTaken(taken);
        },
        onReady: () => {
          if (started) connectExport();
        },
        onState: (changed) => {
          state = { ...state, ...changed };
          if (started) options.onState();
        },
        onTrouble: (notice) => {
          if (started) options.onNotice(notice);
          else notices.push(notice);
        },
      })
    : undefined;
  function connectExport(): void {
    if (!link || config?.exportTo === undefined) return;
    const { port1, port2 } = new MessageChannel();
    link.exportFrom(port1);
    options.exportTo(port2);
  }

  const follower = await createFileFollower({
    ...{ files: config.logFiles, folder: options.folder, clock: systemClock },
    onOutput: (output) => tapQueue.push(output),
    onChange: () => {
      if (started) options.onState();
    },
  });
  started = true;
  connectExport();
  return {
    get state() {
      return { ...state, logFiles: follower.files };
    },
    notices,
    ...(link && { link }),
    addTargets(targets) {
      if (!link) return;
      link.addTargets(targets);
      const others = targets.pprof.filter(({ url }) => state.pprof.every((known) => known.url !== url));
      state = { ...state, pprof: [...state.pprof, ...others.map(toTarget)] };
      options.onState();
    },
    connectExport,
    stop: async () => void (await Promise.all([follower.close(), link?.stop()])),
  };
}

/** A target by its name. */
function toTarget({ url, name }: { readonly url: string; readonly name?: string }) {
  return { target: name ?? new URL(url).host, url };
}

/** As it stands before anything came in. */
function toFirstState({ metrics, pprof, logFiles, traceViewer }: TelemetryConfig): TelemetryState {
  return {
    metrics: metrics.map(toTarget),
    pprof: pprof.map(toTarget),
    logFiles: logFiles.map(({ path }) => ({ path })),
    ...(traceViewer === undefined ? {} : { traceViewer }),
  };
}
