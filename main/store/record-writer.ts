// Store: puts what waits into the tables of a session, within one transaction, with the sums that are kept over them.
import type { Exchange } from '../model/exchange.ts';
import type { TelemetryTotals } from '../model/telemetry.ts';
import type { Connection } from './connection.ts';
import { EXCHANGE_COLUMNS, toExchangeValues } from './exchange-columns.ts';
import { HMR_COLUMNS, toHmrValues } from './hmr-columns.ts';
import { LOG_COLUMNS, toLogValues } from './log-columns.ts';
import { createLogTally } from './log-tally.ts';
import { TRACED_SUM } from './telemetry-reader.ts';
import { MAP_COLUMNS, toMapValues } from './map-columns.ts';
import { EVENT_COLUMNS, FRAME_COLUMNS, toEventValues, toFrameValues } from './message-columns.ts';
import { createMetricWriter } from './metric-writer.ts';
import {
  ACTION_COLUMNS,
  ERROR_COLUMNS,
  PAGE_COLUMNS,
  toActionValues,
  toErrorValues,
  toPageValues,
} from './page-columns.ts';
import type { Detail, Pending, Report } from './pending.ts';
import { createRowInserter, updateOn } from './row-inserter.ts';
import { PROFILE_COLUMNS, SPAN_COLUMNS, toProfileValues, toSpanValues } from './span-columns.ts';
import { createTraceStarts } from './trace-starts.ts';

export interface RecordWriter {
  /** Puts all but bodies; `exchanges` as they are to stand in the file. Answers how many details found no room. */
  put(pending: Pending, exchanges: Iterable<Exchange>): number;
  committed(): void;
  undone(): void;
  /** As of the last commit. */
  telemetry(): TelemetryTotals;
}

export function createRecordWriter(connection: Connection): RecordWriter {
  const tables = createTables(connection);
  const traces = createTraceStarts(connection);
  const metrics = createMetricWriter(connection);
  const tally = createLogTally(connection);
  const count = (sql: string) => Number(connection.scalar(sql));
  let known = {
    spans: count('SELECT count(*) FROM spans'),
    profiles: count('SELECT count(*) FROM profiles'),
    traced: count(TRACED_SUM),
  };
  let next = known;
  /** Put together when it is asked for, and the same until the next commit. */
  let totals: TelemetryTotals | undefined;
  let isNews = false;

  function toTotals(): TelemetryTotals {
    return { ...known, logs: tally.totals(), metrics: metrics.total };
  }

  function putDetail(detail: Detail): number {
    if (detail.kind === 'frame') tables.frames.add(toFrameValues(detail.record, detail.payload));
    else if (detail.kind === 'event') tables.events.add(toEventValues(detail.record, detail.data));
    else if (detail.kind === 'hmr') tables.hmr.add(toHmrValues(detail.record));
    else if (detail.kind === 'map') tables.maps.add(toMapValues(detail.record, detail.bytes));
    else if (detail.kind === 'metrics') return metrics.put(detail.samples);
    else {
      tables.profiles.add(toProfileValues(detail.record, detail.bytes));
      next.profiles += 1;
    }
    return 0;
  }

  function putReport(report: Report): void {
    if (report.kind === 'page') {
      tables.pages.add(toPageValues(report.record));
      return;
    }
    const { traceId, at } = report.record;
    if (traceId !== undefined) traces.note(traceId, at);
    if (report.kind === 'action') {
      tables.actions.add(toActionValues(report.record));
      return;
    }
    tables.errors.add(toErrorValues(report.record));
    if (traceId !== undefined) next.traced += 1;
  }

  function putTelemetry({ logs, spans: put }: Pending): void {
    tally.count(logs.values());
    for (const log of logs.values()) {
      tables.logs.add(toLogValues(log));
      if (log.traceId === undefined) continue;
      traces.note(log.traceId, log.at);
      next.traced += 1;
    }
    for (const span of put.values()) {
      tables.spans.add(toSpanValues(span));
      traces.note(span.traceId, span.startedAt);
      next.traced += 1;
    }
  }

  return {
    put(pending, exchanges) {
      next = { ...known };
      isNews = pending.details.some(({ kind }) => kind === 'metrics' || kind === 'profile');
      let left = 0;
      for (const exchange of exchanges) {
        tables.exchanges.add(toExchangeValues(exchange));
        if (exchange.trace) traces.note(exchange.trace.traceId, exchange.startedAt);
      }
      for (const detail of pending.details) left += putDetail(detail);
      putTelemetry(pending);
      for (const report of pending.reports.values()) putReport(report);
      for (const table of Object.values(tables)) table.flush();
      metrics.flush();
      traces.flush();
      // Spans are never taken away, and one that is put again keeps its number.
      if (pending.spans.size > 0) next.spans = count('SELECT max(id) FROM spans');
      isNews ||= pending.logs.size > 0 || next.traced !== known.traced;
      return left;
    },
    committed() {
      metrics.committed();
      tally.committed();
      known = next;
      if (isNews) totals = undefined;
    },
    undone() {
      for (const table of Object.values(tables)) table.clear();
      metrics.undone();
      tally.undone();
      traces.undone();
    },
    telemetry: () => (totals ??= toTotals()),
  };
}

function createTables(connection: Connection) {
  return {
    exchanges: createRowInserter(connection, 'exchanges', EXCHANGE_COLUMNS),
    frames: createRowInserter(connection, 'frames', FRAME_COLUMNS),
    events: createRowInserter(connection, 'events', EVENT_COLUMNS),
    logs: createRowInserter(connection, 'logs', LOG_COLUMNS),
    spans: createRowInserter(connection, 'spans', SPAN_COLUMNS, updateOn(['trace_id', 'span_id'], SPAN_COLUMNS)),
    profiles: createRowInserter(connection, 'profiles', PROFILE_COLUMNS),
    hmr: createRowInserter(connection, 'hmr', HMR_COLUMNS),
    maps: createRowInserter(connection, 'maps', MAP_COLUMNS),
    errors: createRowInserter(connection, 'errors', ERROR_COLUMNS),
    pages: createRowInserter(connection, 'pages', PAGE_COLUMNS),
    actions: createRowInserter(connection, 'actions', ACTION_COLUMNS),
  };
}
