// The words between the proxy's thread and the telemetry thread. Plain values.
import type { MessagePort } from 'node:worker_threads';
import type { MetricsTarget, PprofTarget, TelemetryConfig } from './model/config.ts';
import type { CommandResult, Notice, TelemetryState } from './model/protocol.ts';
import type { ProfileKind } from './model/profile.ts';
import type { TelemetryBatch } from './model/telemetry.ts';

/** What the thread is started with. */
export interface TelemetryStart {
  readonly config: TelemetryConfig;
  /** Throughline's version. */
  readonly version: string;
  /** The proxy's origin, to which nothing is exported. */
  readonly proxyUrl: string;
}

/** What a person asks for; `seconds` only for `cpu`. */
export interface ProfileRequest {
  readonly target: string;
  readonly kind: ProfileKind;
  readonly seconds?: number;
}

/** What is asked beside what the configuration names. */
export interface MoreTargets {
  readonly metrics: readonly MetricsTarget[];
  readonly pprof: readonly PprofTarget[];
}

export type TelemetryRequest =
  | { readonly type: 'add-targets'; readonly targets: MoreTargets }
  /** Answered with `profile` under the same number. */
  | { readonly type: 'take-profile'; readonly number: number; readonly profile: ProfileRequest }
  /** The recorder has taken that much of what was sent to it. */
  | { readonly type: 'taken'; readonly batches: number; readonly weightBytes: number }
  /** What the recorder has for the exporter comes from this port, which goes with it; another replaces it. */
  | { readonly type: 'export'; readonly port: MessagePort }
  /** Nothing more is to come in; answered with `stopped`. */
  | { readonly type: 'stop' }
  | { readonly type: 'close' };

export type TelemetryAnswer =
  /** All that is to run does. */
  | { readonly type: 'ready' }
  /** It can't do what was asked for; the thread ends. */
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  | { readonly type: 'batch'; readonly batch: TelemetryBatch; readonly weightBytes: number }
  | { readonly type: 'state'; readonly state: Partial<TelemetryState> }
  | { readonly type: 'trouble'; readonly notice: Notice }
  | { readonly type: 'profile'; readonly number: number; readonly result: CommandResult }
  /** The last batch was sent. */
  | { readonly type: 'stopped' };
