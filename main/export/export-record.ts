// Export: what leaves as OTLP, on its way from the recorder's thread to the telemetry thread. Plain values.
import type { ErrorReport } from '../model/error-report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { LogRecord } from '../model/log.ts';

/** What of an exchange is exported: neither fields nor bodies. */
export type ExportedExchange = Pick<
  Exchange,
  | 'id'
  | 'startedAt'
  | 'method'
  | 'url'
  | 'upstreamUrl'
  | 'route'
  | 'httpVersion'
  | 'status'
  | 'kind'
  | 'state'
  | 'timings'
  | 'error'
  | 'connection'
  | 'trace'
  | 'pageId'
> & { readonly requestBytes: number; readonly responseBytes: number };

export type ExportRecord =
  | { readonly signal: 'traces'; readonly exchange: ExportedExchange }
  | { readonly signal: 'logs'; readonly log: LogRecord }
  | { readonly signal: 'logs'; readonly error: ErrorReport };

export type ExportSignal = ExportRecord['signal'];
export const EXPORT_SIGNALS = ['traces', 'logs'] as const satisfies readonly ExportSignal[];

/** What may be sent. */
export interface Credit {
  readonly records: number;
  readonly bytes: number;
}

/** From the telemetry thread: that much more of a signal may be sent. A signal that never gets any is not wanted. */
export interface ExportGrant {
  readonly signal: ExportSignal;
  readonly credit: Credit;
}

/** From the recorder's thread. */
export interface ExportParcel {
  readonly records: readonly { readonly record: ExportRecord; readonly weightBytes: number }[];
  /** Records that were left out for want of credit since the parcel before. */
  readonly dropped: number;
}
