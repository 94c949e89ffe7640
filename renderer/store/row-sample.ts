// Renderer store: rows as tests need them.
import type { BodyInfo, ExchangeRow, Timings } from '../../main/model/exchange.ts';
import type { Change, FeedMessage, WorkspaceState } from '../../main/model/protocol.ts';
import { applyFeed } from './apply.ts';
import { emptySession, type SessionState } from './session-state.ts';

/** The instant sample rows count from. */
export const SAMPLE_START = Date.UTC(2026, 0, 2, 14, 2, 10);

export function sampleBody(sizeBytes: number, more: Partial<BodyInfo> = {}): BodyInfo {
  return { sizeBytes, keptBytes: sizeBytes, truncated: false, complete: true, ...more };
}

export function sampleTimings(more: Partial<Timings> = {}): Timings {
  return { blocked: 1, dns: -1, connect: -1, tls: -1, send: 1, wait: 90, receive: 8, total: 100, ...more };
}

/** A good GET of JSON; row `n` starts `n` × 100 ms after the start. */
export function sampleRow(n: number, more: Partial<ExchangeRow> = {}): ExchangeRow {
  return {
    id: String(n),
    startedAt: SAMPLE_START + n * 100,
    method: 'GET',
    url: `http://127.0.0.1:8888/api/items/${n}?page=1`,
    upstreamUrl: `http://127.0.0.1:8080/api/items/${n}?page=1`,
    route: '/api',
    httpVersion: 'HTTP/1.1',
    status: 200,
    statusText: 'OK',
    kind: 'fetch',
    state: 'done',
    timings: sampleTimings(),
    requestBody: sampleBody(0),
    responseBody: sampleBody(1_000, { contentType: 'application/json; charset=utf-8' }),
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    ...more,
  };
}

/** The same without an answer so far. */
export function pendingRow(n: number, more: Partial<ExchangeRow> = {}): ExchangeRow {
  const { status: _status, statusText: _text, ...rest } = sampleRow(n, { state: 'pending' });
  return {
    ...rest,
    timings: sampleTimings({ wait: -1, receive: -1, total: 20 }),
    responseBody: sampleBody(0),
    ...more,
  };
}

export function sampleWorkspace(more: Partial<WorkspaceState> = {}): WorkspaceState {
  return {
    mode: 'live',
    version: '0.1.0',
    shell: 'browser',
    name: 'shop.tline',
    sessionPath: '/data/shop.tline',
    proxyUrl: 'http://127.0.0.1:8888',
    target: 'http://localhost:5173',
    routes: [{ match: '/api', target: 'http://127.0.0.1:8080' }],
    demo: false,
    ...more,
  };
}

export function toBatch(rows: readonly ExchangeRow[]): FeedMessage {
  return {
    type: 'batch',
    changes: rows.map((record, index): Change => ({ seq: index + 1, kind: 'exchange', op: 'put', record })),
  };
}

/** A live session that holds these rows. */
export function sampleSession(rows: readonly ExchangeRow[], workspace: Partial<WorkspaceState> = {}): SessionState {
  return applyFeed(emptySession('live'), [
    { type: 'reset', workspace: sampleWorkspace(workspace) },
    toBatch(rows),
    { type: 'ready', seq: rows.length },
  ]);
}
