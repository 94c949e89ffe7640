// Store: an exchange as columns and back.
import type { BodyInfo, Exchange, ExchangeRow } from '../model/exchange.ts';
import type { HeaderList } from '../model/headers.ts';
import type { Row, Value } from './connection.ts';

const ROW_COLUMNS = [
  'id',
  'started_at',
  'method',
  'url',
  'status',
  'status_text',
  'kind',
  'state',
  'http_version',
  'route',
  'upstream_url',
  'blocked_ms',
  'dns_ms',
  'connect_ms',
  'tls_ms',
  'send_ms',
  'wait_ms',
  'receive_ms',
  'total_ms',
  'request_size',
  'request_kept',
  'request_truncated',
  'request_complete',
  'request_type',
  'request_encoding',
  'response_size',
  'response_kept',
  'response_truncated',
  'response_complete',
  'response_type',
  'response_encoding',
  'messages_in',
  'messages_out',
  'marks',
  'error',
  'connection',
  'client_connection',
] as const;

const DETAIL_COLUMNS = [
  'request_headers',
  'upstream_request_headers',
  'upstream_response_headers',
  'response_headers',
  'request_trailers',
  'response_trailers',
  'informational',
  'subprotocol',
  'extensions',
  'close',
  'undecoded',
] as const;

/** Columns that a row of the list is read from, in the order `parseExchangeRow` takes them. */
export const EXCHANGE_ROW_COLUMNS = ROW_COLUMNS.join(', ');

/** All columns, in the order of `toExchangeValues` and `parseExchange`. */
export const EXCHANGE_COLUMNS: readonly string[] = [...ROW_COLUMNS, ...DETAIL_COLUMNS];

/** The exchange's columns, in the order of `EXCHANGE_COLUMNS`. */
export function toExchangeValues(exchange: Exchange): Value[] {
  const { timings } = exchange;
  return [
    Number(exchange.id),
    exchange.startedAt,
    exchange.method,
    exchange.url,
    exchange.status ?? null,
    exchange.statusText ?? null,
    exchange.kind,
    exchange.state,
    exchange.httpVersion,
    exchange.route ?? null,
    exchange.upstreamUrl ?? null,
    timings.blocked,
    timings.dns,
    timings.connect,
    timings.tls,
    timings.send,
    timings.wait,
    timings.receive,
    timings.total,
    ...toBodyValues(exchange.requestBody),
    ...toBodyValues(exchange.responseBody),
    exchange.messagesIn,
    exchange.messagesOut,
    exchange.marks.length > 0 ? JSON.stringify(exchange.marks) : null,
    toJson(exchange.error),
    toJson(exchange.connection),
    toJson(exchange.clientConnection),
    toJsonList(exchange.requestHeaders),
    toJsonList(exchange.upstreamRequestHeaders),
    toJsonList(exchange.upstreamResponseHeaders),
    toJsonList(exchange.responseHeaders),
    toJsonList(exchange.requestTrailers),
    toJsonList(exchange.responseTrailers),
    exchange.informational.length > 0 ? JSON.stringify(exchange.informational) : null,
    exchange.subprotocol ?? null,
    exchange.extensions ?? null,
    toJson(exchange.close),
    toJson(exchange.undecoded),
  ];
}

/** A row of the list from `EXCHANGE_ROW_COLUMNS`. */
export function parseExchangeRow(row: Row): ExchangeRow {
  return {
    id: String(row[0]),
    startedAt: row[1] as number,
    method: row[2] as string,
    url: row[3] as string,
    ...optional('status', row[4]),
    ...optional('statusText', row[5]),
    kind: row[6] as ExchangeRow['kind'],
    state: row[7] as ExchangeRow['state'],
    httpVersion: row[8] as string,
    ...optional('route', row[9]),
    ...optional('upstreamUrl', row[10]),
    timings: {
      blocked: row[11] as number,
      dns: row[12] as number,
      connect: row[13] as number,
      tls: row[14] as number,
      send: row[15] as number,
      wait: row[16] as number,
      receive: row[17] as number,
      total: row[18] as number,
    },
    requestBody: parseBody(row, 19),
    responseBody: parseBody(row, 25),
    messagesIn: row[31] as number,
    messagesOut: row[32] as number,
    marks: row[33] === null ? [] : (JSON.parse(row[33] as string) as number[]),
    ...optionalJson('error', row[34]),
    ...optionalJson('connection', row[35]),
    ...optionalJson('clientConnection', row[36]),
  };
}

/** A whole exchange from all `EXCHANGE_COLUMNS`. */
export function parseExchange(row: Row): Exchange {
  const at = ROW_COLUMNS.length;
  const list = (index: number) => JSON.parse(row[at + index] as string) as HeaderList;
  return {
    ...parseExchangeRow(row),
    requestHeaders: list(0),
    upstreamRequestHeaders: list(1),
    upstreamResponseHeaders: list(2),
    responseHeaders: list(3),
    requestTrailers: list(4),
    responseTrailers: list(5),
    informational: row[at + 6] === null ? [] : (JSON.parse(row[at + 6] as string) as Exchange['informational']),
    ...optional('subprotocol', row[at + 7]),
    ...optional('extensions', row[at + 8]),
    ...optionalJson('close', row[at + 9]),
    ...optionalJson('undecoded', row[at + 10]),
  };
}

function toBodyValues(body: BodyInfo): Value[] {
  return [
    body.sizeBytes,
    body.keptBytes,
    Number(body.truncated),
    Number(body.complete),
    body.contentType ?? null,
    body.encoding ?? null,
  ];
}

function parseBody(row: Row, at: number): BodyInfo {
  return {
    sizeBytes: row[at] as number,
    keptBytes: row[at + 1] as number,
    truncated: row[at + 2] === 1,
    complete: row[at + 3] === 1,
    ...optional('contentType', row[at + 4]),
    ...optional('encoding', row[at + 5]),
  };
}

function toJson(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function toJsonList(list: HeaderList): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

function optional(name: string, value: unknown): object | undefined {
  return value === null ? undefined : { [name]: value };
}

function optionalJson(name: string, value: unknown): object | undefined {
  return value === null ? undefined : { [name]: JSON.parse(value as string) as unknown };
}
