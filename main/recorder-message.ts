// The words between the proxy's thread and the recorder's.
import type { MessagePort } from 'node:worker_threads';
import type { PackedBatch } from './capture/tap-batch.ts';
import type { CaptureBudget, LogParserConfig } from './model/config.ts';
import type { HmrDialect } from './model/hmr.ts';
import type { KeptMap } from './model/kept-map.ts';
import type { Change } from './model/protocol.ts';
import type { SamplingRule } from './model/rules.ts';
import type { RecorderStatus } from './model/session.ts';
import type { RawFrame, SourceFrame } from './model/source-frame.ts';

/** What the recorder's thread is started with. */
export interface RecorderStart {
  readonly path: string;
  readonly budget: CaptureBudget;
  /** Which exchanges of heavy routes are kept; all by default. */
  readonly sampling?: readonly SamplingRule[];
  readonly logParsers?: readonly LogParserConfig[];
  readonly version: string;
  /** The number before the first change; goes on where a recorder that failed stopped. */
  readonly lastSeq: number;
  readonly state: RecorderStatus['state'];
}

export type RecorderRequest =
  /** `lost` counts events that were left out since the batch before. */
  | { readonly type: 'batch'; readonly batch: PackedBatch; readonly lost: number }
  /** Somebody listens to changes, or nobody does. */
  | { readonly type: 'listen'; readonly wanted: boolean }
  | { readonly type: 'watch'; readonly exchangeIds: readonly string[] }
  | { readonly type: 'state'; readonly state: RecorderStatus['state'] }
  | { readonly type: 'sync'; readonly id: number }
  /** What became of the frames that `map-frames` asked for. */
  | { readonly type: 'frames-mapped'; readonly errorId: string; readonly stack: readonly SourceFrame[] }
  /** A source map for the session; its buffer goes with it. */
  | { readonly type: 'keep-map'; readonly record: KeptMap; readonly bytes: Uint8Array }
  /** Where requests, errors and logs go that are exported; the port goes with it, and another replaces it. */
  | { readonly type: 'export'; readonly port: MessagePort }
  | { readonly type: 'close'; readonly lost: number };

export type RecorderAnswer =
  | { readonly type: 'opened'; readonly firstExchange: number; readonly status: RecorderStatus }
  /** The session file can't be opened; the thread ends. */
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  /** An exchange is a development server's stream towards a page. */
  | { readonly type: 'hmr-connection'; readonly exchangeId: string; readonly dialect: HmrDialect }
  | { readonly type: 'taken'; readonly bytes: number; readonly events: number }
  | { readonly type: 'changes'; readonly changes: readonly Change[] }
  /** Scripts and stylesheets that are in the file since the last commit. */
  | { readonly type: 'scripts'; readonly exchangeIds: readonly string[] }
  | { readonly type: 'status'; readonly status: RecorderStatus; readonly seq: number }
  /** `unmapped` counts errors whose frames have not come back. */
  | { readonly type: 'synced'; readonly id: number; readonly seq: number; readonly unmapped: number }
  /** An error's frames, and when it was thrown; a few are asked for at a time. */
  | {
      readonly type: 'map-frames';
      readonly errorId: string;
      readonly frames: readonly RawFrame[];
      readonly at: number;
    }
  | { readonly type: 'closed'; readonly exchanges: number; readonly dropped: number };
