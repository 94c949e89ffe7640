// Model: what a development server said to a page about a change, and what came of it.
import type { Direction } from './message.ts';

export const HMR_DIALECTS = [
  'vite',
  'webpack-dev-server',
  'webpack-hot-middleware',
  'next',
  'rspack',
  'parcel',
] as const;
export type HmrDialect = (typeof HMR_DIALECTS)[number];

/**
 * What happened. `update` new modules were sent; `full-reload` the page was told to load anew, or did so instead of
 * taking an update; `built` a build that changed nothing for the page; `custom` a message of another kind, named by `name`.
 */
export const HMR_TYPES = [
  'connected',
  'update',
  'full-reload',
  'prune',
  'error',
  'building',
  'built',
  'custom',
  'disconnected',
] as const;
export type HmrType = (typeof HMR_TYPES)[number];

/**
 * Why a page was loaded anew, or why an update was not applied.
 * `no-boundary` no module on the way to the page's entry accepts the change; `invalidate` the accepting module refused it;
 * `threw` the new module threw while it was evaluated; `circular-import` the module is imported in a circle; `overlay` the first update while the error overlay was shown;
 * `not-accepted` the update was fetched, and no module accepted it; `hot-update-missing` the server no longer had it;
 * `html` a document changed; `static-file` a file changed that no module imports; `page-list` a page was added or removed;
 * `on-demand` a page was compiled because it was visited, not because a file changed;
 * `explicit` the server or a plugin asked for it; `nothing-changed` the build came out the same;
 * `fetch-failed` a module could not be fetched; `not-fetched` nothing was fetched within `HMR_GIVE_UP_MS`;
 * `page-left` the page was left before it could be known; `recording-ended` the recording ended before.
 */
export const HMR_REASONS = [
  'no-boundary',
  'invalidate',
  'circular-import',
  'threw',
  'overlay',
  'not-accepted',
  'hot-update-missing',
  'html',
  'static-file',
  'page-list',
  'on-demand',
  'explicit',
  'nothing-changed',
  'fetch-failed',
  'not-fetched',
  'page-left',
  'recording-ended',
] as const;
export type HmrReason = (typeof HMR_REASONS)[number];

/** How long an update may go unfetched before it is given up, in milliseconds. */
export const HMR_GIVE_UP_MS = 10_000;

export interface HmrModule {
  /** The module that accepts the change, as the server names it. */
  readonly path: string;
  /** The module that changed, as the accepting one imports it; the same as `path` where the server says no more. */
  readonly acceptedPath: string;
  readonly kind: 'js' | 'css' | 'other';
}

/** An error of a build. */
export interface HmrError {
  /** Without terminal colours. */
  readonly message: string;
  /** As the server names it: an absolute path, or one from the project's root. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, whatever the server counts from. */
  readonly column?: number;
  /** Lines around the place with a mark under it, without terminal colours. */
  readonly codeFrame?: string;
}

/** Where an update's time went, in milliseconds. */
export interface HmrLatency {
  /** From the word that a build began to the message. */
  readonly buildMs?: number;
  /** From the message to the first request it caused. */
  readonly messageToFetchMs?: number;
  /** From the first request it caused to the end of the last. */
  readonly fetchMs?: number;
  /** From the end of the last request (or the message, where there was none) to the page's word that it is applied. */
  readonly applyMs?: number;
}

/** One thing that happened on a connection between a page and a development server. */
export interface HmrRecord {
  /** Unique in a session; a decimal number that grows in the order of things. */
  readonly id: string;
  /** When the message passed; milliseconds since the Unix epoch, with a fraction. */
  readonly at: number;
  readonly dialect: HmrDialect;
  readonly type: HmrType;
  /** The message's own name, where `type` is `custom`. */
  readonly name?: string;
  /** Who sent it; absent where the server did. */
  readonly direction?: Direction;
  /** Files that changed, as far as the server says. */
  readonly files: readonly string[];
  readonly modules: readonly HmrModule[];
  /** Requests that this caused, in order. */
  readonly exchangeIds: readonly string[];
  /** The WebSocket or event stream it came on. */
  readonly socketExchangeId: string;
  /** The message's frame or event. */
  readonly frameId?: string;
  readonly eventId?: string;
  /** The request for the document of the page, where it was seen; pages (tabs) get the same messages, each on its connection. */
  readonly pageKey?: string;
  /** What the server tells this change by: a timestamp or a hash. */
  readonly key?: string;
  /** When the page had it. Milliseconds since the Unix epoch. */
  readonly appliedAt?: number;
  /** `confirmed` the page said so; `inferred` all was fetched, and no reload followed. Only beside `appliedAt`. */
  readonly applied?: 'confirmed' | 'inferred';
  /** When the new document had come. Milliseconds since the Unix epoch. */
  readonly reloadedAt?: number;
  /** From the message to `appliedAt` or `reloadedAt`, in milliseconds. */
  readonly durationMs?: number;
  readonly latency?: HmrLatency;
  readonly error?: HmrError;
  /** Further errors of the same build. */
  readonly moreErrors?: readonly HmrError[];
  /** Messages of warnings. */
  readonly warnings?: readonly string[];
  readonly reason?: HmrReason;
  /** What was said in words to go with the reason: the message of an `invalidate`, the pages that were added. */
  readonly detail?: string;
  /** The file that made the page load anew. */
  readonly triggeredBy?: string;
  /** The error that this ended. */
  readonly recovers?: string;
  /** What ended this error. */
  readonly recoveredBy?: string;
  /** How often the server said the same again; absent when once. */
  readonly repeats?: number;
}
