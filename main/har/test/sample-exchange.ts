// HAR, in tests: an exchange and its words with as little to say as possible.
import type { BodyInfo, Exchange } from '../../model/exchange.ts';
import type { HeaderList } from '../../model/headers.ts';
import type { FrameRow } from '../../model/message.ts';
import type { Recorded } from '../../model/recorded.ts';

/** 2026-01-02T03:04:05.678Z and a quarter of a millisecond. */
export const STARTED_AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678) + 0.25;

export const NO_BODY: BodyInfo = { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true };

/** A GET that was answered with 200 and no body. */
export function sampleExchange(change: Partial<Exchange> = {}): Exchange {
  const requestHeaders: HeaderList = [
    ['Host', '127.0.0.1:8888'],
    ['Accept', '*/*'],
  ];
  const responseHeaders: HeaderList = [['Content-Length', '0']];
  return {
    id: '1',
    startedAt: STARTED_AT,
    method: 'GET',
    url: 'http://127.0.0.1:8888/path?a=1',
    upstreamUrl: 'http://127.0.0.1:5173/path?a=1',
    route: 'target',
    httpVersion: 'HTTP/1.1',
    status: 200,
    statusText: 'OK',
    kind: 'fetch',
    state: 'done',
    timings: { blocked: 0.5, dns: 0.25, connect: 1, tls: 2, send: 0.25, wait: 3, receive: 1, total: 8 },
    requestBody: NO_BODY,
    responseBody: NO_BODY,
    connection: { id: '7', reused: false, remoteAddress: '127.0.0.1', localPort: 40_000 },
    clientConnection: { id: '3', requestIndex: 0 },
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    requestHeaders,
    upstreamRequestHeaders: [...requestHeaders, ['X-Forwarded-For', '127.0.0.1']],
    upstreamResponseHeaders: responseHeaders,
    responseHeaders,
    requestTrailers: [],
    responseTrailers: [],
    informational: [],
    ...change,
  };
}

/** The exchange with its bodies; `info` says what is not plain about them. */
export function wordsOf(
  exchange: Exchange,
  bodies: { readonly request?: Uint8Array | string; readonly response?: Uint8Array | string } = {},
): Recorded[] {
  const words: Recorded[] = [{ kind: 'exchange', record: exchange }];
  for (const side of ['request', 'response'] as const) {
    const body = bodies[side];
    if (body === undefined) continue;
    words.push({ kind: 'body', exchangeId: exchange.id, side, bytes: Buffer.from(body) });
    words.push({ kind: 'body-end', exchangeId: exchange.id, side });
  }
  return words;
}

/** What is known of a whole body of these bytes. */
export function bodyInfo(bytes: Uint8Array | string, change: Partial<BodyInfo> = {}): BodyInfo {
  const size = Buffer.byteLength(bytes);
  return { sizeBytes: size, keptBytes: size, truncated: false, complete: true, ...change };
}

/** A frame of exchange 1. */
export function frameWord(change: Partial<FrameRow>, payload: Uint8Array | string): Recorded {
  const bytes = Buffer.from(payload);
  const record: FrameRow = {
    id: '1',
    exchangeId: '1',
    at: STARTED_AT + 10,
    direction: 'in',
    opcode: 'text',
    sizeBytes: bytes.length,
    wireBytes: bytes.length + 2,
    compressed: false,
    preview: bytes.toString('utf8').slice(0, 160),
    truncated: false,
    ...change,
  };
  return { kind: 'frame', record, payload: bytes };
}
