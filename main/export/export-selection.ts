// Export: chooses what of a recording leaves, each record once: requests that ended, errors whose frames were looked up, and logs.
import type { Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type { ExportRecord, ExportedExchange } from './export-record.ts';

/** Requests and errors that are remembered as exported; they are put again when more is known of them. */
export const REMEMBERED_LIMIT = 20_000;

export class ExportSelection {
  readonly #limit: number;
  readonly #exported = new Set<string>();

  constructor(limit = REMEMBERED_LIMIT) {
    this.#limit = limit;
  }

  /** What is to be exported now; undefined where it is none of that, is not complete yet, or was before. */
  select(recorded: Recorded): ExportRecord | undefined {
    switch (recorded.kind) {
      case 'exchange':
        return isOver(recorded.record) && this.#isFirst(`x${recorded.record.id}`)
          ? { signal: 'traces', exchange: toExported(recorded.record) }
          : undefined;
      case 'error':
        return recorded.record.mapped && this.#isFirst(`e${recorded.record.id}`)
          ? { signal: 'logs', error: recorded.record }
          : undefined;
      case 'log':
        // What came in as OTLP has its own way to a collector; here it would go round.
        return !recorded.record.source.startsWith('otlp:') && this.#isFirst(`l${recorded.record.id}`)
          ? { signal: 'logs', log: recorded.record }
          : undefined;
      default:
        return undefined;
    }
  }

  #isFirst(key: string): boolean {
    if (this.#exported.has(key)) return false;
    this.#exported.add(key);
    if (this.#exported.size > this.#limit) {
      const [oldest] = this.#exported;
      if (oldest !== undefined) this.#exported.delete(oldest);
    }
    return true;
  }
}

/** Ended, and not left out of traces by whoever began them (W3C Trace Context section 3.2.2.5.1). */
function isOver({ state, trace }: Exchange): boolean {
  return (state === 'done' || state === 'failed') && trace?.sampled !== false;
}

function toExported(exchange: Exchange): ExportedExchange {
  const { id, startedAt, method, url, httpVersion, kind, state, timings } = exchange;
  const { upstreamUrl, route, status, error, connection, trace, pageId } = exchange;
  return {
    ...{ id, startedAt, method, url, httpVersion, kind, state, timings },
    ...(upstreamUrl !== undefined && { upstreamUrl }),
    ...(route !== undefined && { route }),
    ...(status !== undefined && { status }),
    ...(error && { error }),
    ...(connection && { connection }),
    ...(trace && { trace }),
    ...(pageId !== undefined && { pageId }),
    requestBytes: exchange.requestBody.sizeBytes,
    responseBytes: exchange.responseBody.sizeBytes,
  };
}
