// Test support: a session with one exchange, in memory.
import type { BodyInfo, BodySide, Exchange } from '../../main/model/exchange.ts';
import type { BodyBytes, SessionReader } from '../../main/model/protocol.ts';
import type { SourceLookups } from '../host/source-answers.ts';

const NO_BODY: BodyInfo = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

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
        ...{ pages: 0, actions: 0 },
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
    hmrRows: empty,
    hmr: async () => undefined,
    errorRows: empty,
    error: async () => undefined,
    pageRows: empty,
    actionRows: empty,
    trace: async () => ({ exchanges: [], logs: [], errors: [], actions: [] }),
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
