// Model: cuts an exchange down to its row. Read by the bus and by what opens files.
import type { Exchange, ExchangeRow } from './exchange.ts';

type Draft = { -readonly [K in keyof ExchangeRow]: ExchangeRow[K] };

/** The part of an exchange that lists need: without headers, trailers and other details. */
export function toExchangeRow(exchange: Exchange): ExchangeRow {
  // Field by field, as copying all but some of an object takes many times longer.
  const row: Draft = {
    id: exchange.id,
    startedAt: exchange.startedAt,
    method: exchange.method,
    url: exchange.url,
    httpVersion: exchange.httpVersion,
    kind: exchange.kind,
    state: exchange.state,
    timings: exchange.timings,
    requestBody: exchange.requestBody,
    responseBody: exchange.responseBody,
    messagesIn: exchange.messagesIn,
    messagesOut: exchange.messagesOut,
    messageBytes: exchange.messageBytes,
    marks: exchange.marks,
  };
  if (exchange.upstreamUrl !== undefined) row.upstreamUrl = exchange.upstreamUrl;
  if (exchange.route !== undefined) row.route = exchange.route;
  if (exchange.status !== undefined) row.status = exchange.status;
  if (exchange.statusText !== undefined) row.statusText = exchange.statusText;
  if (exchange.error !== undefined) row.error = exchange.error;
  if (exchange.connection !== undefined) row.connection = exchange.connection;
  if (exchange.clientConnection !== undefined) row.clientConnection = exchange.clientConnection;
  if (exchange.hmrUpdateId !== undefined) row.hmrUpdateId = exchange.hmrUpdateId;
  if (exchange.trace !== undefined) row.trace = exchange.trace;
  if (exchange.joined !== undefined) row.joined = exchange.joined;
  if (exchange.pageId !== undefined) row.pageId = exchange.pageId;
  if (exchange.initiator !== undefined) row.initiator = exchange.initiator;
  return row;
}
