// Test support: a session with one exchange, in memory.
import type { BodyInfo, BodySide, Exchange } from '../../main/model/exchange.ts';
import type { BodyBytes, SessionReader } from '../../main/model/protocol.ts';
import type { TelemetryTotals } from '../../main/model/telemetry.ts';
import type { SourceLookups } from '../host/source-answers.ts';

const NO_BODY: BodyInfo = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

const NO_TELEMETRY: TelemetryTotals = {
  logs: { total: 0, levels: { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 }, sources: {} },
  ...{ spans: 0, metrics: 0, profiles: 0, traced: 0 },
};

/** A finished exchange; `over` replaces fields. */
export function fakeExchange(over: Partial<Exchange> = {}): Exchange {
  return {
    id: '1',
    startedAt: 1_700_000_000_000,
    method: 'GET',
    url: 'http://127.0.0.1:8888/img/a%20b.png?x=1',
    httpVersion: 'HTTP/1.1',
    status: 200,
    kind: 'fetch',
    state: 'done',
    timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 0, wait: 1, receive: 1, total: 2 },
    requestBody: NO_BODY,
    responseBody: NO_BODY,
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    requestHeaders: [],
    upstreamRequestHeaders: [],
    upstreamResponseHeaders: [],
    responseHeaders: [],
    requestTrailers: [],
    responseTrailers: [],
    informational: [],
    ...over,
  };
}

/** A body's description. */
export function bodyInfo(bytes: Uint8Array, over: Partial<BodyInfo> = {}): BodyInfo {
  return { ...NO_BODY, sizeBytes: bytes.length, keptBytes: bytes.length, ...over };
}

/** A reader that holds one exchange and its bodies. */
export function fakeReader(exchange: Exchange, bodies: Partial<Record<BodySide, BodyBytes>> = {}): SessionReader {
  const empty = async () => ({ rows: [], total: 0 });
  return {
    summary: async () => ({
      schemaVersion: 1,
      version: '1',
      dropped: 0,
      counts: {
        ...{ exchanges: 1, frames: 0, events: 0, hmr: 0, errors: 0, logs: 0, spans: 0, metrics: 0, insights: 0 },
        ...{ pages: 0, actions: 0, profiles: 0 },
      },
    }),
    exchange: async (id) => (id === exchange.id ? exchange : undefined),
    exchangeRows: async ({ afterId }) => ({ rows: afterId === undefined ? [exchange] : [], total: 1 }),
    frameRows: empty,
    searchFrames: async () => [],
    frame: async () => undefined,
    eventRows: empty,
    event: async () => undefined,
    logRows: empty,
    log: async () => undefined,
    logIndex: async (_filter, { every }) => ({ anchors: [], every, total: 0 }),
    logHistogram: async ({ fromAt }) => ({ fromAt, stepMs: 1, levels: [] }),
    telemetryTotals: async () => NO_TELEMETRY,
    spanRows: empty,
    span: async () => undefined,
    traceRows: empty,
    traceRow: async () => undefined,
    metricSeries: async () => [],
    metricPoints: async () => [],
    metrics: empty,
    profileRows: empty,
    profile: async () => undefined,
    profileBytes: async () => undefined,
    serviceCalls: async () => [],
    hmrRows: empty,
    hmr: async () => undefined,
    errorRows: empty,
    error: async () => undefined,
    pageRows: empty,
    actionRows: empty,
    trace: async () => ({ exchanges: [], logs: [], errors: [], actions: [], spans: [] }),
    body: async (id, side) => (id === exchange.id ? bodies[side] : undefined),
    frames: empty,
    events: empty,
    close: async () => undefined,
  };
}

/** Source maps that know nothing. */
export function fakeMaps(): SourceLookups {
  return {
    check: async (url) => ({ url, steps: [], sources: [] }),
    mapStack: async () => [],
    openable: async (path) => ({ path }),
  };
}
