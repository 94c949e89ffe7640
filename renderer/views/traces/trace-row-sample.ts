// View: rows of the list of traces and calls between services as tests need them.
import type { ServiceCall, TraceRow } from '../../../main/model/protocol.ts';
import { TRACE_START } from '../../../main/model/trace-sample.ts';

/** Trace number `n`, begun `n` seconds after the start. */
export function sampleTraceRow(n: number, more: Partial<TraceRow> = {}): TraceRow {
  return {
    traceId: n.toString(16).padStart(32, '0'),
    startedAt: TRACE_START + n * 1_000,
    durationMs: 100,
    name: `GET /api/items/${n}`,
    services: ['api', 'postgresql'],
    exchanges: 1,
    spans: 4,
    logs: 2,
    errors: 0,
    ...more,
  };
}

/** The latest first. */
export function traceRows(from: number, to: number): readonly TraceRow[] {
  return Array.from({ length: from - to + 1 }, (_, i) => sampleTraceRow(from - i));
}

export function sampleCall(from: string, to: string, more: Partial<ServiceCall> = {}): ServiceCall {
  return { from, to, kind: 'http', count: 10, errors: 0, p50Ms: 12, p95Ms: 48, p99Ms: 90, ...more };
}
