// Ingest: gives logs the request they belong to: by their span, else their trace, else the request's id, else by time where there was
// only one. One that comes before its request waits, and is put again when that is known.
import type { LogRecord } from '../model/log.ts';
import { dropOldest } from './bounded-map.ts';

/** Logs that wait for their request; the oldest stays without one for a new one. */
export const MAX_PARKED_LOGS = 2_000;
/** How long one waits, in milliseconds. */
export const PARKED_LOG_MS = 60_000;
/** Records with more lines to come whose join is remembered, as they are put again. */
const MAX_GROWING = 2_000;

export interface LogJoin {
  readonly exchangeId: string;
  readonly joinedBy: NonNullable<LogRecord['joinedBy']>;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface LogJoinsOptions {
  /** Finds the request by what a record says of it. */
  readonly find: (record: LogRecord) => LogJoin | undefined;
  readonly emit: (record: LogRecord) => void;
  /** A record was tied to a request; once for each. */
  readonly joined: (record: LogRecord, join: LogJoin) => void;
}

/** Traces and ids of requests that were seen. */
export interface SeenIds {
  readonly traces: ReadonlySet<string>;
  readonly requestIds: ReadonlySet<string>;
}

interface Parked {
  readonly record: LogRecord;
  readonly since: number;
}

export class LogJoins {
  readonly #options: LogJoinsOptions;
  readonly #parked = new Map<string, Parked>();
  readonly #growing = new Map<string, LogJoin>();

  constructor(options: LogJoinsOptions) {
    this.#options = options;
  }

  /** Hands a record on at once; one with the id of another replaces it. */
  put(record: LogRecord): void {
    // What a page writes to its console is about its action, not about one of the action's requests.
    if (record.exchangeId !== undefined || record.source === 'browser') {
      this.#options.emit(record);
      return;
    }
    const known = this.#growing.get(record.id);
    const join = known ?? this.#options.find(record);
    if (join) this.#join(record, join, known !== undefined);
    else this.#options.emit(record);
    if (!join && (record.traceId !== undefined || record.requestId !== undefined)) this.#park(record);
  }

  /** Requests were seen, or spans that lead to them. */
  retry({ traces, requestIds }: SeenIds, now: number): void {
    if (this.#parked.size === 0) return;
    for (const [id, { record, since }] of this.#parked) {
      if (now - since >= PARKED_LOG_MS) this.#parked.delete(id);
      if (!traces.has(record.traceId ?? '') && !requestIds.has(record.requestId ?? '')) continue;
      const join = this.#options.find(record);
      if (!join) continue;
      this.#parked.delete(id);
      this.#join(record, join, false);
    }
  }

  #join(record: LogRecord, join: LogJoin, isKnown: boolean): void {
    this.#options.emit({ ...record, ...join });
    if (isKnown) return;
    this.#options.joined(record, join);
    if (record.more === undefined) return;
    this.#growing.set(record.id, join);
    dropOldest(this.#growing, MAX_GROWING);
  }

  #park(record: LogRecord): void {
    this.#parked.set(record.id, { record, since: record.at });
    dropOldest(this.#parked, MAX_PARKED_LOGS);
  }
}
