// Model: cuts an exchange down to its row. Read by the bus and by what opens files.
import type { Exchange, ExchangeRow } from './exchange.ts';

/** The part of an exchange that lists need: without headers, trailers and other details. */
export function toExchangeRow(exchange: Exchange): ExchangeRow {
  const {
    requestHeaders: _1,
    upstreamRequestHeaders: _2,
    upstreamResponseHeaders: _3,
    responseHeaders: _4,
    requestTrailers: _5,
    responseTrailers: _6,
    informational: _7,
    subprotocol: _8,
    extensions: _9,
    close: _10,
    undecoded: _11,
    ...row
  } = exchange;
  return row;
}
