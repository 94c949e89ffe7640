// Model: a trace as one tree on one clock, as trace-tree.ts grows it and views draw it.
import type { ErrorReport } from './error-report.ts';
import type { ExchangeRow } from './exchange.ts';
import type { LogRecord } from './log.ts';
import type { ActionRecord } from './page.ts';
import type { SpanRecord } from './span.ts';

/** What one row of a trace is. */
export type TraceSubject =
  /** A load of a document; `url` is its address where the trace tells. */
  | { readonly kind: 'page'; readonly pageId: string; readonly url?: string }
  | { readonly kind: 'action'; readonly record: ActionRecord }
  | { readonly kind: 'exchange'; readonly record: ExchangeRow }
  | { readonly kind: 'span'; readonly record: SpanRecord }
  | { readonly kind: 'log'; readonly record: LogRecord }
  | { readonly kind: 'error'; readonly record: ErrorReport }
  /** A span that others name as their parent and that nobody sent. */
  | { readonly kind: 'missing'; readonly spanId: string };

/** The service that exchanges are shown under. */
export const PROXY_SERVICE = 'proxy';
/** The service that pages, actions and their errors are shown under. */
export const BROWSER_SERVICE = 'browser';

/**
 * Time of a row that none of its children covers. `between`: what was called had not begun or had ended, so the network, a queue
 * or a server's accepting had it; `own`: its own work, as far as anyone told.
 */
export interface TraceGap {
  readonly kind: 'between' | 'own';
  /** Milliseconds since the Unix epoch, with a fraction. */
  readonly from: number;
  readonly to: number;
}

/** `cycle`: its parents lead back to itself, so it hangs elsewhere; `longer`: it lasts longer than what called it; `outside`: it is not within it. */
export type TraceNote = 'cycle' | 'longer' | 'outside';

export interface TraceNode {
  /** Unique in its tree and the same when the tree is grown anew: kind and id. */
  readonly id: string;
  readonly subject: TraceSubject;
  /** Who did it: a span's service or the system that it called (`postgresql`), `proxy`, `browser`. */
  readonly service: string;
  /** Milliseconds since the Unix epoch, with a fraction, on the proxy's clock. */
  readonly from: number;
  /** The same as `from` for what has no duration. */
  readonly to: number;
  /** It goes on; `to` is how far it is known. */
  readonly running: boolean;
  readonly failed: boolean;
  /** Something below it failed, or an error or a failed log line is there. */
  readonly failedBelow: boolean;
  /** How far its clock was set right, in milliseconds; 0 mostly. */
  readonly shiftMs: number;
  /** In order of time. */
  readonly children: readonly TraceNode[];
  readonly gaps: readonly TraceGap[];
  readonly notes: readonly TraceNote[];
}

/** What was added to the times of a service; negative where its clock is ahead. */
export interface TraceSkew {
  readonly service: string;
  readonly offsetMs: number;
}

export interface TraceTree {
  readonly roots: readonly TraceNode[];
  /** The span of time from its first instant to its last. */
  readonly from: number;
  readonly to: number;
  /** Services in order of their first row. */
  readonly services: readonly string[];
  readonly skews: readonly TraceSkew[];
  readonly exchanges: number;
  readonly spans: number;
  readonly logs: number;
  /** Errors, and failed spans and exchanges. */
  readonly failures: number;
  /** Parents that nobody sent. */
  readonly missing: number;
  /** Attributes, events and links that senders or bounds left out. */
  readonly lost: number;
}
