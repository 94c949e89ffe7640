// Renderer store: logs, their totals and what the session answers about them, for tests.
import type { LogLevel, LogRecord } from '../../main/model/log.ts';
import type { FeedMessage } from '../../main/model/protocol.ts';
import type { TelemetryTotals } from '../../main/model/telemetry.ts';
import { SAMPLE_START } from './row-sample.ts';

/** The trace that samples share. */
export const SAMPLE_TRACE = `7c1e90ab${'0'.repeat(24)}`;

/** Log number `n`, written `n` × 100 ms after the samples' start. */
export function sampleLog(n: number, more: Partial<LogRecord> = {}): LogRecord {
  return {
    id: String(n),
    at: SAMPLE_START + n * 100,
    source: 'process:api',
    level: 'info',
    message: `line ${n}`,
    fields: {},
    ...more,
  };
}

/** The totals of these logs. */
export function sampleTotals(logs: readonly LogRecord[]): TelemetryTotals {
  const levels: Record<LogLevel, number> = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
  const sources: Record<string, number> = {};
  for (const { level, source } of logs) {
    levels[level] += 1;
    sources[source] = (sources[source] ?? 0) + 1;
  }
  const first = logs[0];
  const last = logs.at(-1);
  const ends = first && last ? { firstAt: first.at, lastAt: last.at, lastId: last.id } : {};
  return {
    logs: { total: logs.length, ...ends, levels, sources },
    spans: 0,
    metrics: 0,
    profiles: 0,
    traced: 0,
  };
}

/** What the feed says of these totals. */
export function toTotalsBatch(record: TelemetryTotals): FeedMessage {
  return { type: 'batch', changes: [{ seq: 1, kind: 'telemetry', op: 'put', record }] };
}
