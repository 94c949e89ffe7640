import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PHASES, type Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type { RequestOpened } from '../model/tap-event.ts';
import { ExchangeRecorder, MAX_CHANGES, MAX_INFORMATIONAL, type ExchangeEvent } from './exchange-recorder.ts';
import { SessionBudget } from './session-budget.ts';

const T = 1_790_000_000_000;

/** An event without what all have, at milliseconds after the opening. */
type Step = { [E in ExchangeEvent as E['type']]: Omit<E, 'exchange' | 'at'> & { at: number } }[ExchangeEvent['type']];

interface Run {
  readonly recorder: ExchangeRecorder;
  readonly emitted: Recorded[];
  readonly exchanges: () => Exchange[];
  readonly last: () => Exchange;
  readonly feed: (...steps: Step[]) => void;
}

function open(request: Partial<RequestOpened> = {}): Run {
  const emitted: Recorded[] = [];
  let frame = 0;
  let event = 0;
  const recorder = new ExchangeRecorder(
    {
      type: 'request',
      exchange: 7,
      at: T,
      method: 'GET',
      url: 'http://127.0.0.1:8888/api/items',
      httpVersion: 'HTTP/1.1',
      headers: 'Host\n127.0.0.1:8888\nSec-Fetch-Dest\nempty',
      clientConnection: 3,
      requestIndex: 2,
      upgrade: false,
      ...request,
    },
    {
      budget: new SessionBudget({ bodyBytes: 1_000_000, sessionBytes: 1_000_000 }),
      emit: (recorded) => emitted.push(recorded),
      nextFrameId: () => String(++frame),
      nextEventId: () => String(++event),
    },
  );
  const exchanges = (): Exchange[] =>
    emitted.flatMap((recorded) => (recorded.kind === 'exchange' ? [recorded.record] : []));
  return {
    recorder,
    emitted,
    exchanges,
    last: () => exchanges().at(-1)!,
    feed: (...steps) => {
      for (const step of steps) recorder.accept({ ...step, exchange: 7, at: T + step.at });
    },
  };
}

const upstream = (at: number): Step => ({
  type: 'upstream',
  at,
  route: 'target',
  upstreamUrl: 'http://127.0.0.1:5173/api/items',
  headers: 'host\n127.0.0.1:5173',
  connection: 4,
  reused: false,
  remoteAddress: '127.0.0.1',
  localPort: 40_000,
  connectStartedAt: T + 1,
  connectedAt: T + 2,
});
const chunk = (at: number, text: string, side: 'request' | 'response' = 'response'): Step => ({
  type: 'chunk',
  at,
  side,
  sizeBytes: text.length,
  bytes: Buffer.from(text),
});
const bodyEnd = (at: number, side: 'request' | 'response', complete = true, trailers = ''): Step => ({
  type: 'body-end',
  at,
  side,
  complete,
  trailers,
});
const response = (at: number, status: number, headers: string): Step => ({
  type: 'response',
  at,
  status,
  statusText: 'Text',
  upstreamHeaders: headers,
  headers: `${headers}\nVia\nproxy`,
});
const socket = (at: number, direction: 'in' | 'out', hex: string): Step => {
  const bytes = Buffer.from(hex, 'hex');
  return { type: 'socket-chunk', at, direction, sizeBytes: bytes.length, bytes };
};
const fail = (at: number, by: 'client' | 'proxy' | 'upstream', code = 'ECONNRESET'): Step => ({
  type: 'fail',
  at,
  by,
  code,
  phase: 'receive',
  message: 'It ended.',
});

const JSON_TYPE = 'Content-Type\napplication/json';
const EVENTS = 'content-type\ntext/event-stream';
const WEBSOCKET = 'Upgrade\nWebSocket\nSec-WebSocket-Protocol\nchat\nSec-WebSocket-Extensions\npermessage-deflate';

test('a request from its opening to its end', () => {
  const run = open({ method: 'POST' });
  run.feed(
    upstream(2.5),
    chunk(3, 'ask', 'request'),
    bodyEnd(4, 'request', true, 'X-Sum\n1'),
    { type: 'informational', at: 5, status: 103, headers: 'Link\n</a.css>' },
    response(20, 201, JSON_TYPE),
    chunk(21, '{"a":'),
    chunk(24, '1}'),
    bodyEnd(25, 'response', true, 'X-T\n2'),
    { type: 'closed', at: 26 },
  );
  expect(run.emitted.map(({ kind }) => kind)).toEqual(['body', 'body-end', 'body', 'body', 'body-end', 'exchange']);
  expect(run.last()).toEqual({
    id: '7',
    startedAt: T,
    method: 'POST',
    url: 'http://127.0.0.1:8888/api/items',
    upstreamUrl: 'http://127.0.0.1:5173/api/items',
    route: 'target',
    httpVersion: 'HTTP/1.1',
    status: 201,
    statusText: 'Text',
    kind: 'fetch',
    state: 'done',
    timings: { blocked: 1, dns: -1, connect: 1, tls: -1, send: 2, wait: 16, receive: 5, total: 25 },
    requestBody: { sizeBytes: 3, keptBytes: 3, truncated: false, complete: true },
    responseBody: { sizeBytes: 7, keptBytes: 7, truncated: false, complete: true, contentType: 'application/json' },
    connection: { id: '4', reused: false, remoteAddress: '127.0.0.1', localPort: 40_000 },
    clientConnection: { id: '3', requestIndex: 2 },
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    requestHeaders: [
      ['Host', '127.0.0.1:8888'],
      ['Sec-Fetch-Dest', 'empty'],
    ],
    upstreamRequestHeaders: [['host', '127.0.0.1:5173']],
    upstreamResponseHeaders: [['Content-Type', 'application/json']],
    responseHeaders: [
      ['Content-Type', 'application/json'],
      ['Via', 'proxy'],
    ],
    requestTrailers: [['X-Sum', '1']],
    responseTrailers: [['X-T', '2']],
    informational: [{ status: 103, headers: [['Link', '</a.css>']] }],
  });
});

test('what changes in between is put by a flush, once', () => {
  const run = open();
  run.recorder.flush();
  run.recorder.flush();
  expect(run.exchanges()).toHaveLength(1);
  run.feed(upstream(2));
  run.recorder.flush();
  expect(run.last()).toMatchObject({ state: 'pending', route: 'target' });
  run.feed(response(3, 200, JSON_TYPE));
  run.recorder.flush();
  run.recorder.flush();
  expect(run.exchanges()).toHaveLength(3);
  expect(run.last()).toMatchObject({ state: 'streaming', status: 200, kind: 'fetch' });
});

test('a record that was put does not change afterwards', () => {
  const run = open();
  run.feed({ type: 'informational', at: 1, status: 103, headers: '' }, response(2, 200, EVENTS));
  run.recorder.flush();
  const before = run.last();
  const copy = structuredClone(before);
  run.feed({ type: 'informational', at: 3, status: 103, headers: '' }, chunk(4, 'data: x\n\n'));
  expect(before).toEqual(copy);
});

test.each([
  ['upstream reset in the body', [upstream(2), response(3, 200, JSON_TYPE), chunk(4, '{'), fail(5, 'upstream')], false],
  ['client left while waiting', [upstream(2), fail(5, 'client', 'client-aborted')], false],
])('%s: failed, with who and where, and the body incomplete', (_name, steps, complete) => {
  const run = open();
  run.feed(...steps, fail(6, 'proxy', 'later'), { type: 'closed', at: 6 });
  expect(run.last()).toMatchObject({ state: 'failed', responseBody: { complete } });
  expect(run.last().error).toEqual({
    code: run.last().status === undefined ? 'client-aborted' : 'ECONNRESET',
    phase: 'receive',
    message: 'It ended.',
    by: run.last().status === undefined ? 'client' : 'upstream',
  });
});

test('an answer the proxy made because the upstream refused is failed and whole', () => {
  const run = open();
  run.feed(
    { ...fail(8, 'upstream', 'ECONNREFUSED'), phase: 'connect' } as Step,
    response(8, 502, JSON_TYPE),
    chunk(8, '{}'),
    bodyEnd(9, 'response'),
    { type: 'closed', at: 9 },
  );
  expect(run.last()).toMatchObject({
    state: 'failed',
    status: 502,
    responseBody: { complete: true, sizeBytes: 2 },
    timings: { blocked: -1, connect: 8, receive: 1, total: 9 },
  });
});

test('phases add up to the total at every put', () => {
  const run = open();
  run.feed(upstream(2.125), bodyEnd(2.25, 'request'), response(3.5, 200, EVENTS));
  run.recorder.flush();
  run.feed(chunk(10.75, 'data: 1\n\n'));
  run.recorder.flush();
  run.feed({ type: 'closed', at: 99.5, by: 'client' });
  for (const { timings } of run.exchanges()) {
    expect(PHASES.reduce((sum, phase) => sum + Math.max(0, timings[phase]), 0)).toBeCloseTo(timings.total, 6);
  }
  expect(run.last().timings.total).toBe(99.5);
});

test('a WebSocket: frames both ways, the agreement, who closed and why', () => {
  const run = open({ upgrade: true });
  run.feed(upstream(2), response(3, 101, WEBSOCKET));
  run.recorder.flush();
  expect(run.last()).toMatchObject({ state: 'open', kind: 'websocket' });
  run.feed(
    socket(4, 'out', '818537fa213d7f9f4d5158'),
    socket(5, 'in', 'c107f248cdc9c90700'),
    socket(6, 'in', '880903e8676f6f64627965'),
    socket(7, 'out', '88820000000003e8'),
    { type: 'closed', at: 8, by: 'client' },
  );
  const frames = run.emitted.filter((recorded) => recorded.kind === 'frame');
  expect(frames.map(({ record }) => [record.id, record.exchangeId, record.direction, record.preview])).toEqual([
    ['1', '7', 'out', 'Hello'],
    ['2', '7', 'in', 'Hello'],
    ['3', '7', 'in', '1000 goodbye'],
    ['4', '7', 'out', '1000'],
  ]);
  expect(run.last()).toMatchObject({
    state: 'done',
    subprotocol: 'chat',
    extensions: 'permessage-deflate',
    close: { code: 1000, reason: 'goodbye', by: 'upstream' },
    messagesIn: 2,
    messagesOut: 2,
    messageBytes: 39,
    marks: [T + 4, T + 5, T + 6, T + 7],
    requestBody: { sizeBytes: 0, complete: true },
    responseBody: { sizeBytes: 0, complete: true },
    timings: { total: 8, receive: 5 },
  });
  expect(run.last()).not.toHaveProperty('undecoded');
});

test.each([
  ['no close frame', [], { code: 1006, by: 'upstream' }],
  ['a close frame without a code', [socket(4, 'out', '8800')], { code: 1005, by: 'client' }],
])('a WebSocket that ends with %s', (_name, steps, close) => {
  const run = open({ upgrade: true });
  run.feed(response(3, 101, WEBSOCKET), ...steps, { type: 'closed', at: 8, by: 'upstream' });
  expect(run.last().close).toEqual(close);
});

test('a WebSocket that can’t be read any further says so, and counts what it left out', () => {
  const run = open({ upgrade: true });
  run.feed(
    response(3, 101, WEBSOCKET),
    socket(4, 'in', '8300'),
    socket(5, 'in', '810161'),
    { type: 'socket-chunk', at: 6, direction: 'out', sizeBytes: 9 },
    { type: 'closed', at: 8 },
  );
  expect(run.last().undecoded).toMatchObject([
    { direction: 'in', at: T + 4, code: 'websocket-reserved-opcode' },
    { direction: 'out', at: T + 6, code: 'websocket-gap' },
  ]);
  expect(run.emitted.filter(({ kind }) => kind === 'dropped')).toHaveLength(2);
  expect(run.last()).toMatchObject({ state: 'done', close: { code: 1006, by: 'proxy' } });
});

test('a refused handshake is an answer like any other', () => {
  const run = open({ upgrade: true });
  run.feed(response(3, 403, 'Upgrade\nwebsocket'), chunk(4, 'no'), bodyEnd(5, 'response'), { type: 'closed', at: 5 });
  expect(run.last()).toMatchObject({ kind: 'websocket', state: 'done', status: 403, responseBody: { sizeBytes: 2 } });
  expect(run.last()).not.toHaveProperty('close');
});

test('an upgrade to something else keeps its bytes as they are', () => {
  const run = open();
  run.feed(response(3, 101, 'Upgrade\nh2c'), socket(4, 'out', '8300'), socket(5, 'in', 'ffff'), {
    type: 'closed',
    at: 6,
    by: 'client',
  });
  expect(run.emitted.flatMap((recorded) => (recorded.kind === 'body' ? [recorded.side] : []))).toEqual([
    'request',
    'response',
  ]);
  expect(run.last()).toMatchObject({ state: 'done', messagesIn: 0, responseBody: { sizeBytes: 2, complete: true } });
});

test('an event stream: events as they come, the raw body beside them', () => {
  const run = open();
  run.feed(
    upstream(2),
    bodyEnd(2, 'request'),
    response(3, 200, EVENTS),
    chunk(4, 'data: a\n\nda'),
    chunk(5, 'ta: b\n\n'),
  );
  run.recorder.flush();
  expect(run.last()).toMatchObject({
    kind: 'eventsource',
    state: 'streaming',
    messagesIn: 2,
    marks: [T + 4, T + 5],
    responseBody: { sizeBytes: 18, keptBytes: 18, complete: false },
  });
  expect(run.emitted.flatMap((recorded) => (recorded.kind === 'event' ? [recorded.data] : []))).toEqual(['a', 'b']);
  run.feed(bodyEnd(6, 'response'), { type: 'closed', at: 6 });
  expect(run.last()).toMatchObject({ state: 'done', close: { by: 'upstream' }, responseBody: { complete: true } });
});

test('a compressed event stream whose bytes were left out says where its events stop', () => {
  const run = open();
  run.feed(response(3, 200, `${EVENTS}\nContent-Encoding\ngzip`));
  const coded = gzipSync('data: a\n\n');
  run.recorder.accept({ type: 'chunk', exchange: 7, at: T, side: 'response', sizeBytes: coded.length, bytes: coded });
  run.feed({ type: 'chunk', at: 5, side: 'response', sizeBytes: 10 }, { type: 'closed', at: 6 });
  expect(run.last()).toMatchObject({
    messagesIn: 1,
    undecoded: [{ code: 'event-stream-gap', at: T + 5 }],
    responseBody: { truncated: true },
  });
});

test.each([
  ['client', 'done', undefined],
  ['proxy', 'done', undefined],
  ['upstream', 'failed', 'ECONNRESET'],
] as const)('an event stream that the %s ends is %s', (by, state, code) => {
  const run = open();
  run.feed(response(3, 200, EVENTS), chunk(4, 'data: a\n\n'), fail(5, by), { type: 'closed', at: 5 });
  expect(run.last()).toMatchObject({ state, close: { by }, responseBody: { complete: false } });
  expect(run.last().error?.code).toBe(code);
});

test.each([
  ['nothing reached', [], 'failed', 'blocked'],
  ['sending', [upstream(2)], 'failed', 'send'],
  ['waiting', [upstream(2), bodyEnd(3, 'request')], 'failed', 'wait'],
  ['receiving', [upstream(2), response(3, 200, JSON_TYPE), chunk(4, '{')], 'failed', 'receive'],
  ['received', [upstream(2), response(3, 200, JSON_TYPE), bodyEnd(4, 'response')], 'done', undefined],
  ['an event stream', [response(3, 200, EVENTS)], 'done', undefined],
  ['a WebSocket', [response(3, 101, WEBSOCKET), socket(4, 'in', '0101')], 'done', undefined],
])('cut short while %s', (_name, steps, state, phase) => {
  const run = open();
  run.feed(...steps);
  run.recorder.cutShort(T + 50, { code: 'recording-ended', message: 'It ended.' });
  run.recorder.cutShort(T + 60, { code: 'again', message: 'It ended.' });
  run.feed(chunk(70, 'late'));
  const last = run.last();
  expect(last.state).toBe(state);
  expect(last).not.toHaveProperty('close');
  expect(last.error).toEqual(
    phase === undefined ? undefined : { code: 'recording-ended', message: 'It ended.', by: 'proxy', phase },
  );
});

test('interim answers are bounded and the rest counted', () => {
  const run = open();
  for (let i = 0; i < MAX_INFORMATIONAL + 3; i++) run.feed({ type: 'informational', at: 1, status: 102, headers: '' });
  run.recorder.flush();
  expect(run.last().informational).toHaveLength(MAX_INFORMATIONAL);
  expect(run.emitted.filter(({ kind }) => kind === 'dropped')).toHaveLength(3);
});

test('what the proxy changed is told with the exchange, up to a bound', () => {
  const run = open();
  const changed = (at: number): Step => ({
    type: 'changed',
    at,
    code: 'agent-injected',
    message: 'The page got the agent.',
  });
  run.feed(changed(1));
  run.recorder.flush();
  expect(run.last().changes).toEqual([{ code: 'agent-injected', message: 'The page got the agent.' }]);
  run.feed(...Array.from({ length: MAX_CHANGES }, (_, index) => changed(2 + index)));
  run.recorder.flush();
  expect(run.last().changes).toHaveLength(MAX_CHANGES);
  expect(run.emitted).toContainEqual({ kind: 'dropped', count: 1 });
});

test('a body is told of as the server sent it, whatever the browser got', () => {
  const run = open();
  const upstreamHeaders = 'Content-Type\ntext/html\nContent-Encoding\ngzip';
  run.feed({
    ...{ type: 'response', at: 1, status: 200, statusText: 'OK' },
    ...{ upstreamHeaders, headers: 'Content-Type\ntext/html' },
  });
  run.recorder.flush();
  expect(run.last().responseBody).toMatchObject({ contentType: 'text/html', encoding: 'gzip' });
});

test('the trace is the one that the proxy settled; others have none', () => {
  const trace = {
    ...{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'c'.repeat(16), parentSpanId: 'b7ad6b7169203331' },
    ...({ requestId: 'r1', source: 'traceparent', sampled: true } as const),
  };
  const run = open({ headers: 'traceparent\n00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', trace });
  run.recorder.flush();
  expect(run.last().trace).toEqual(trace);
  const other = open();
  other.recorder.flush();
  expect(other.last()).not.toHaveProperty('trace');
});

test('what the upstream says of its own time is kept, of the head and of the trailers', () => {
  const run = open();
  const upstreamHeaders = 'Server-Timing\ndb;dur=53.2;desc="read, all", cache\nserver-timing\napp;dur=7';
  run.feed({ type: 'response', at: 1, status: 200, statusText: 'OK', upstreamHeaders, headers: '' });
  run.recorder.flush();
  const head = [
    { name: 'db', durationMs: 53.2, description: 'read, all' },
    { name: 'cache' },
    { name: 'app', durationMs: 7 },
  ];
  expect(run.last().serverTimings).toEqual(head);
  run.feed({ type: 'body-end', at: 2, side: 'response', complete: true, trailers: 'Server-Timing\ntotal;dur=80' });
  run.recorder.flush();
  expect(run.last().serverTimings).toEqual([...head, { name: 'total', durationMs: 80 }]);
});
