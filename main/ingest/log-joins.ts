// Ingest: gives logs of a trace the request they belong to; one that comes before its request is put again when that is known.
import type { LogRecord } from '../model/log.ts';

/** Logs that wait for their request; the oldest stays without one for a new one. */
export const MAX_PARKED_LOGS = 2_000;

/** Finds the exchange of a trace. */
export type FindExchange = (traceId: string, spanId: string | undefined, at: number) => string | undefined;

export class LogJoins {
  readonly #find: FindExchange;
  readonly #emit: (record: LogRecord) => void;
  readonly #parked = new Map<string, LogRecord>();

  constructor(find: FindExchange, emit: (record: LogRecord) => void) {
    this.#find = find;
    this.#emit = emit;
  }

  /** Hands a record on at once. */
  put(record: LogRecord): void {
    const joined = this.#joined(record);
    this.#emit(joined);
    if (joined.exchangeId !== undefined || record.traceId === undefined || record.source === 'browser') return;
    this.#parked.set(record.id, record);
    for (const id of this.#parked.keys()) {
      if (this.#parked.size <= MAX_PARKED_LOGS) return;
      this.#parked.delete(id);
    }
  }

  /** Requests of these traces were seen. */
  retry(traceIds: ReadonlySet<string>): void {
    if (traceIds.size === 0) return;
    for (const [id, record] of this.#parked) {
      if (!traceIds.has(record.traceId ?? '')) continue;
      const joined = this.#joined(record);
      if (joined.exchangeId === undefined) continue;
      this.#parked.delete(id);
      this.#emit(joined);
    }
  }

  #joined(record: LogRecord): LogRecord {
    const { traceId, spanId, at, exchangeId, source } = record;
    // What a page writes to its console is about its action, not about one of the action's requests.
    if (traceId === undefined || exchangeId !== undefined || source === 'browser') return record;
    const found = this.#find(traceId, spanId, at);
    return found === undefined ? record : { ...record, exchangeId: found };
  }
}
