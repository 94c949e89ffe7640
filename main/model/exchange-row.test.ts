import { expect, test } from 'vitest';
import { toExchangeRow } from './exchange-row.ts';
import type { Exchange, ExchangeRow } from './exchange.ts';

const row: ExchangeRow = {
  id: '1',
  startedAt: 1,
  method: 'GET',
  url: 'http://127.0.0.1:8888/',
  httpVersion: 'HTTP/1.1',
  kind: 'document',
  state: 'done',
  timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: 0, wait: 1, receive: 1, total: 2 },
  requestBody: { sizeBytes: 0, keptBytes: 0, truncated: false, complete: true },
  responseBody: { sizeBytes: 3, keptBytes: 3, truncated: false, complete: true },
  messagesIn: 0,
  messagesOut: 0,
  messageBytes: 0,
  marks: [],
};

test('A row keeps what lists show and leaves every detail behind', () => {
  const exchange: Exchange = {
    ...row,
    requestHeaders: [['Host', 'a']],
    upstreamRequestHeaders: [],
    upstreamResponseHeaders: [],
    responseHeaders: [],
    requestTrailers: [],
    responseTrailers: [],
    informational: [{ status: 103, headers: [] }],
    subprotocol: 'chat',
    extensions: 'permessage-deflate',
    close: { code: 1000, by: 'client' },
    undecoded: [{ direction: 'in', at: 1, code: 'x', message: 'y' }],
  };
  expect(toExchangeRow(exchange)).toEqual(row);
});

test('A row keeps every optional field that is there', () => {
  const optional: Partial<ExchangeRow> = {
    upstreamUrl: 'http://127.0.0.1:5173/',
    route: 'target',
    status: 502,
    statusText: 'Bad Gateway',
    error: { code: 'ECONNREFUSED', phase: 'connect', message: 'Nobody listens.', by: 'upstream' },
    connection: { id: '1', reused: false },
    clientConnection: { id: '1', requestIndex: 0 },
  };
  expect(toExchangeRow({ ...row, ...optional, requestHeaders: [] } as unknown as Exchange)).toEqual({
    ...row,
    ...optional,
  });
});
