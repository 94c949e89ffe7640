// Store: an exchange as columns and back.
import { toExchangeRow } from '../model/exchange-row.ts';
import type { Exchange, ExchangeRow } from '../model/exchange.ts';
import type { HeaderList } from '../model/headers.ts';
import type { Row, Value } from './connection.ts';

/** The columns of `exchanges`. Few of the many fields have one: each value handed to the database costs more than its bytes. */
export const EXCHANGE_COLUMNS = [
  'id',
  'started_at',
  'method',
  'url',
  'status',
  'kind',
  'state',
  'request_size',
  'response_size',
  'blocked_ms',
  'dns_ms',
  'connect_ms',
  'tls_ms',
  'send_ms',
  'wait_ms',
  'receive_ms',
  'total_ms',
  'error',
  'connection',
  'request_headers',
  'upstream_request_headers',
  'upstream_response_headers',
  'response_headers',
  'summary',
  'detail',
  'trace_id',
  'page',
  'route',
  'span_id',
  'parent_span',
] as const;

/** What `parseExchange` reads. */
export const WHOLE_EXCHANGE_LIST =
  'summary, detail, request_headers, upstream_request_headers, upstream_response_headers, response_headers';

type Headers = 'requestHeaders' | 'upstreamRequestHeaders' | 'upstreamResponseHeaders' | 'responseHeaders';
type Detail = Omit<Exchange, keyof ExchangeRow | Headers>;

/** The exchange's columns, in the order of `EXCHANGE_COLUMNS`. */
export function toExchangeValues(exchange: Exchange): Value[] {
  const { timings } = exchange;
  return [
    Number(exchange.id),
    exchange.startedAt,
    exchange.method,
    exchange.url,
    exchange.status ?? null,
    exchange.kind,
    exchange.state,
    exchange.requestBody.sizeBytes,
    exchange.responseBody.sizeBytes,
    timings.blocked,
    timings.dns,
    timings.connect,
    timings.tls,
    timings.send,
    timings.wait,
    timings.receive,
    timings.total,
    exchange.error ? JSON.stringify(exchange.error) : null,
    exchange.connection ? JSON.stringify(exchange.connection) : null,
    JSON.stringify(exchange.requestHeaders),
    JSON.stringify(exchange.upstreamRequestHeaders),
    JSON.stringify(exchange.upstreamResponseHeaders),
    JSON.stringify(exchange.responseHeaders),
    JSON.stringify(toExchangeRow(exchange)),
    JSON.stringify(toDetail(exchange)),
    exchange.trace?.traceId ?? null,
    exchange.pageId ?? null,
    exchange.route ?? null,
    exchange.trace?.spanId ?? null,
    exchange.trace?.parentSpanId ?? null,
  ];
}

/** A row of the list from `summary`; sessions of an early version do not tell `messageBytes`. */
export function parseExchangeRow([summary]: Row): ExchangeRow {
  const row = JSON.parse(summary as string) as Omit<ExchangeRow, 'messageBytes'> & Partial<ExchangeRow>;
  return { messageBytes: 0, ...row };
}

/** A whole exchange from `WHOLE_EXCHANGE_LIST`. */
export function parseExchange([summary, detail, request, upstreamRequest, upstreamResponse, response]: Row): Exchange {
  return {
    ...parseExchangeRow([summary]),
    ...(JSON.parse(detail as string) as Detail),
    requestHeaders: JSON.parse(request as string) as HeaderList,
    upstreamRequestHeaders: JSON.parse(upstreamRequest as string) as HeaderList,
    upstreamResponseHeaders: JSON.parse(upstreamResponse as string) as HeaderList,
    responseHeaders: JSON.parse(response as string) as HeaderList,
  };
}

/** What neither a list needs nor a column holds. */
function toDetail(exchange: Exchange): Detail {
  const {
    id: _1,
    startedAt: _2,
    method: _3,
    url: _4,
    upstreamUrl: _5,
    route: _6,
    httpVersion: _7,
    status: _8,
    statusText: _9,
    kind: _10,
    state: _11,
    timings: _12,
    requestBody: _13,
    responseBody: _14,
    error: _15,
    connection: _16,
    clientConnection: _17,
    messagesIn: _18,
    messagesOut: _19,
    messageBytes: _20,
    marks: _21,
    hmrUpdateId: _26,
    trace: _27,
    pageId: _28,
    initiator: _29,
    joined: _30,
    requestHeaders: _22,
    upstreamRequestHeaders: _23,
    upstreamResponseHeaders: _24,
    responseHeaders: _25,
    ...detail
  } = exchange;
  return detail;
}
