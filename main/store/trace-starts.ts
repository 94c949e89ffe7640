// Store: when each trace began, as `traces` holds it; so that a list of traces need not look through all that carries one.
import type { Connection } from './connection.ts';
import { createRowInserter } from './row-inserter.ts';

/** Traces whose start is remembered, so that not each record of one is looked up in the file. */
export const KNOWN_TRACES = 20_000;

export interface TraceStarts {
  /** Something of the trace happened then. */
  note(traceId: string, at: number): void;
  /** Writes what was noted, within the transaction that is open. */
  flush(): void;
  undone(): void;
}

export function createTraceStarts(connection: Connection): TraceStarts {
  const rows = createRowInserter(
    connection,
    'traces',
    ['trace_id', 'started_at'],
    'ON CONFLICT (trace_id) DO UPDATE SET started_at = excluded.started_at WHERE excluded.started_at < started_at',
  );
  const known = new Map<string, number>();
  let noted = new Map<string, number>();
  return {
    note(traceId, at) {
      const start = noted.get(traceId) ?? known.get(traceId);
      if (start === undefined || at < start) noted.set(traceId, at);
    },
    flush() {
      for (const [traceId, at] of noted) {
        rows.add([traceId, at]);
        known.set(traceId, at);
      }
      rows.flush();
      noted = new Map();
      for (const oldest of known.keys()) {
        if (known.size <= KNOWN_TRACES) break;
        known.delete(oldest);
      }
    },
    undone() {
      rows.clear();
      noted = new Map();
      known.clear();
    },
  };
}
