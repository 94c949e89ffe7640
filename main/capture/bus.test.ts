import { expect, test } from 'vitest';
import type { Exchange, ExchangeState } from '../model/exchange.ts';
import type { LogRecord } from '../model/log.ts';
import type { Change } from '../model/protocol.ts';
import type { Recorded } from '../model/recorded.ts';
import { putAction, putError, putMetrics, putPage, putSpan } from '../store/fixtures/records.ts';
import { createBus, type Bus, type BusOptions } from './bus.ts';

const BODY = { sizeBytes: 6, keptBytes: 6, truncated: false, complete: true };

function exchange(id: string, state: ExchangeState): Recorded & { kind: 'exchange' } {
  const record: Exchange = {
    id,
    startedAt: 1,
    method: 'GET',
    url: 'http://127.0.0.1:8888/',
    httpVersion: 'HTTP/1.1',
    kind: 'fetch',
    state,
    timings: { blocked: 0, dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1, total: 0 },
    requestBody: BODY,
    responseBody: BODY,
    messagesIn: 0,
    messagesOut: 0,
    messageBytes: 0,
    marks: [],
    requestHeaders: [['Host', 'a']],
    upstreamRequestHeaders: [],
    upstreamResponseHeaders: [],
    responseHeaders: [],
    requestTrailers: [],
    responseTrailers: [],
    informational: [],
  };
  return { kind: 'exchange', record };
}

const body = (exchangeId: string, text: string): Recorded => ({
  kind: 'body',
  exchangeId,
  side: 'response',
  bytes: Buffer.from(text),
});

function frame(id: string, exchangeId: string, text: string): Recorded {
  return {
    kind: 'frame',
    record: {
      id,
      exchangeId,
      at: 1,
      direction: 'in',
      opcode: 'text',
      sizeBytes: text.length,
      wireBytes: text.length + 2,
      compressed: false,
      preview: text,
      truncated: false,
    },
    payload: Buffer.from(text),
  };
}

const event = (id: string, exchangeId: string, data: string): Recorded => ({
  kind: 'event',
  record: { id, exchangeId, at: 1, event: 'message', preview: data, sizeBytes: data.length, truncated: false },
  data,
});

const log = (id: string, changes: Partial<LogRecord> = {}): Recorded => ({
  kind: 'log',
  record: { id, at: 1, source: 'process:web', level: 'info', message: 'ready', fields: {}, ...changes },
});

const NO_LEVELS = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };

function collect(options: Partial<BusOptions> = {}): {
  bus: Bus;
  written: Recorded[][];
  seqs: number[];
  fed: Change[][];
} {
  const written: Recorded[][] = [];
  const seqs: number[] = [];
  const fed: Change[][] = [];
  const bus = createBus({
    write: (batch, seq) => {
      written.push([...batch]);
      seqs.push(seq);
    },
    feed: (changes) => fed.push([...changes]),
    ...options,
  });
  return { bus, written, seqs, fed };
}

test('records are handed on in order and numbered without gaps', () => {
  const { bus, written, seqs, fed } = collect({ lastSeq: 10 });
  bus.publish(exchange('1', 'pending'));
  bus.publish(body('1', 'abc'));
  bus.publish(log('1'));
  bus.drain();
  bus.drain();
  bus.publish(exchange('1', 'done'));
  bus.drain();
  expect(written.map((batch) => batch.map(({ kind }) => kind))).toEqual([['exchange', 'body', 'log'], ['exchange']]);
  expect(seqs).toEqual([13, 14]);
  expect(fed.flat().map(({ seq, kind }) => [seq, kind])).toEqual([
    [11, 'exchange'],
    [14, 'exchange'],
  ]);
  expect(bus.seq).toBe(14);
});

test('windows hear of log records only how many there are, and of one that goes round the proxy at once', () => {
  const { bus, fed } = collect();
  const totals = {
    logs: { total: 2, lastId: '2', lastAt: 1, levels: NO_LEVELS, sources: { 'process:web': 2 } },
    ...{ spans: 1, metrics: 0, profiles: 0, traced: 1 },
  };
  bus.publish(log('1'));
  bus.publish(log('2', { fields: { code: 'proxy-bypassed' } }));
  bus.publish(putSpan(1));
  bus.publish(putMetrics(1, { up: 1 }));
  bus.publishTelemetry({ ...totals, spans: 0 });
  bus.publishTelemetry(totals);
  bus.drain();
  expect(fed.flat()).toMatchObject([
    { seq: 2, kind: 'log', record: { id: '2' } },
    { seq: 4, kind: 'telemetry', record: totals },
  ]);
  bus.drain();
  expect(fed).toHaveLength(1);
});

test('a full queue loses its oldest log records first, and counts each', () => {
  const { bus, written } = collect({ maxRecords: 6 });
  bus.publish(frame('1', '1', 'kept'));
  for (let id = 1; id <= 6; id++) bus.publish(log(String(id)));
  expect(bus.stats()).toMatchObject({ queued: 3, dropped: 4 });
  bus.drain();
  const ids = written.flat().map((word) => (word.kind === 'dropped' ? word : (word as { record: object }).record));
  expect(ids).toMatchObject([{ id: '1', preview: 'kept' }, { id: '5' }, { id: '6' }, { kind: 'dropped', count: 4 }]);
});

test('log records with long texts and spans count against the bound of bytes', () => {
  const { bus, written } = collect({ maxBytes: 20_000 });
  bus.publish(frame('1', '1', 'kept'));
  for (let id = 1; id <= 3; id++) bus.publish(log(String(id), { more: 'x'.repeat(8_000) }));
  bus.publish(putSpan(1));
  bus.drain();
  expect(written.flat().map(({ kind }) => kind)).toEqual(['frame', 'log', 'span', 'dropped']);
  expect(written.flat().at(-1)).toEqual({ kind: 'dropped', count: 2 });
});

test('puts of one exchange that wait together become the last of them, and exchanges come before parts', () => {
  const { bus, written } = collect();
  bus.publish(body('1', 'abc'));
  bus.publish(exchange('1', 'pending'));
  bus.publish(exchange('2', 'pending'));
  bus.publish(exchange('1', 'done'));
  bus.drain();
  expect(written[0]).toMatchObject([
    { kind: 'exchange', record: { id: '1', state: 'done' } },
    { kind: 'exchange', record: { id: '2', state: 'pending' } },
    { kind: 'body' },
  ]);
});

test('windows get rows without headers, and frames and events only of what they watch', () => {
  const { bus, fed } = collect();
  bus.watch(['1']);
  bus.publish(exchange('1', 'open'));
  bus.publish(frame('1', '1', 'seen'));
  bus.publish(frame('2', '2', 'unseen'));
  bus.publish(event('3', '2', 'unseen'));
  bus.publish(event('4', '1', 'seen'));
  bus.drain();
  expect(fed[0]?.map(({ kind, record }) => [kind, 'id' in record && record.id])).toEqual([
    ['exchange', '1'],
    ['frame', '1'],
    ['event', '4'],
  ]);
  expect(fed[0]?.[0]?.record).not.toHaveProperty('requestHeaders');
});

test('the last status of a batch reaches windows and not the session file', () => {
  const { bus, written, fed } = collect();
  const status = { state: 'recording', startedAt: 1, dropped: 0, keptBytes: 0, budgetBytes: 9 } as const;
  bus.publishStatus(status);
  bus.publishStatus({ ...status, state: 'closed' });
  bus.drain();
  expect(written).toEqual([]);
  expect(fed).toEqual([[{ seq: 0, kind: 'status', op: 'put', record: { ...status, state: 'closed' } }]]);
});

test('a full queue loses the oldest payloads first and says so; exchanges and newer payloads stay', () => {
  const { bus, written } = collect({ maxBytes: 10 });
  bus.publish(exchange('1', 'streaming'));
  bus.publish(body('1', 'abc'));
  bus.publish(frame('1', '2', 'abc'));
  bus.publish(event('2', '3', 'ab'));
  expect(bus.stats()).toEqual({ queued: 4, queuedBytes: 10, dropped: 0 });
  bus.publish(frame('3', '2', 'de'));
  bus.publish(exchange('1', 'done'));
  expect(bus.stats()).toMatchObject({ queuedBytes: 2, dropped: 3 });
  bus.drain();
  expect(written[0]).toMatchObject([
    { kind: 'exchange', record: { state: 'done', responseBody: { keptBytes: 0, truncated: true, sizeBytes: 6 } } },
    { kind: 'frame', record: { id: '1', truncated: true, sizeBytes: 3 }, payload: new Uint8Array(0) },
    { kind: 'event', record: { id: '2', truncated: true }, data: '' },
    { kind: 'frame', record: { id: '3', truncated: false }, payload: Buffer.from('de') },
    { kind: 'dropped', count: 3 },
  ]);
});

test('a body cut once gets no later piece, so it has no gap', () => {
  const { bus, written } = collect({ maxBytes: 6 });
  bus.publish(exchange('1', 'streaming'));
  bus.publish(body('1', 'abc'));
  bus.drain();
  bus.publish(body('1', 'def'));
  bus.publish(body('1', 'g'));
  bus.publish(body('2', 'hij'));
  bus.publish(body('1', 'k'));
  bus.publish(exchange('1', 'done'));
  bus.drain();
  expect(written[1]).toEqual([
    {
      kind: 'exchange',
      record: { ...exchange('1', 'done').record, responseBody: { ...BODY, keptBytes: 3, truncated: true } },
    },
    body('2', 'hij'),
    { kind: 'dropped', count: 3 },
  ]);
});

test('too many details: the oldest go whole, exchanges stay', () => {
  const { bus, written } = collect({ maxRecords: 4 });
  for (let i = 1; i <= 5; i++) {
    bus.publish(exchange(String(i), 'open'));
    bus.publish(i % 2 === 0 ? frame(String(i), '1', 'x') : log(String(i)));
  }
  bus.drain();
  const kinds = written[0]?.map(({ kind }) => kind) ?? [];
  expect(kinds.filter((kind) => kind === 'exchange')).toHaveLength(5);
  expect(kinds.filter((kind) => kind === 'frame' || kind === 'log')).toHaveLength(2);
  expect(written[0]?.at(-1)).toEqual({ kind: 'dropped', count: 3 });
});

test('counts from capture are handed on once', () => {
  const { bus, written } = collect();
  bus.publish({ kind: 'dropped', count: 2 });
  bus.publish({ kind: 'dropped', count: 3 });
  bus.drain();
  bus.drain();
  expect(written).toEqual([[{ kind: 'dropped', count: 5 }]]);
});

test('windows hear of a batch even when writing it failed', () => {
  const { bus, fed } = collect({
    write: () => {
      throw new Error('disk');
    },
  });
  bus.publish(exchange('1', 'done'));
  expect(() => bus.drain()).toThrow('disk');
  expect(fed).toHaveLength(1);
});

test('what dev servers said becomes a change, whichever exchanges are watched', () => {
  const changes: Change[] = [];
  const bus = createBus({ write: () => undefined, feed: (batch) => changes.push(...batch) });
  const facts = { files: [], modules: [], exchangeIds: [], socketExchangeId: '2' };
  bus.publish({ kind: 'hmr', record: { id: '1', at: 1, dialect: 'vite', type: 'update', ...facts } });
  bus.drain();
  expect(changes).toMatchObject([{ seq: 1, kind: 'hmr', op: 'put', record: { id: '1', type: 'update' } }]);
});

test('pages, actions and errors reach windows and the file', () => {
  const { bus, written, fed } = collect();
  const page = {
    id: '1',
    at: 1,
    url: 'u',
    vitals: [],
    longTasks: { count: 0, totalMs: 0, latest: [] },
    routes: [],
    lost: 0,
  };
  bus.publish({ kind: 'page', record: page });
  bus.publish({
    kind: 'action',
    record: { id: '1', at: 1, pageId: '1', pageUrl: 'u', action: 'click', label: 'Buy', traceId: 'a', spanId: 'b' },
  });
  bus.publish({
    kind: 'error',
    record: {
      id: '1',
      at: 1,
      lastAt: 1,
      source: 'vue',
      name: 'E',
      message: 'm',
      count: 1,
      stack: [],
      mapped: true,
      group: 'g',
    },
  });
  bus.drain();
  expect(written[0]?.map(({ kind }) => kind)).toEqual(['page', 'action', 'error']);
  expect(fed[0]).toMatchObject([
    { seq: 1, kind: 'page', op: 'put', record: { id: '1' } },
    { seq: 2, kind: 'action', op: 'put', record: { label: 'Buy' } },
    { seq: 3, kind: 'error', op: 'put', record: { group: 'g' } },
  ]);
});

test('of an error, a page and an action the newest is handed on, after all else, and windows hear of it', () => {
  const { bus, written, fed } = collect();
  bus.publish(putError(1, { mapped: false }));
  bus.publish(putPage('1'));
  bus.publish(putAction(1));
  bus.publish(log('1'));
  bus.publish(putError(1, { mapped: true }));
  bus.publish(exchange('1', 'done'));
  expect(bus.stats().queued).toBe(5);
  bus.drain();
  expect(written[0]?.map(({ kind }) => kind)).toEqual(['exchange', 'log', 'error', 'page', 'action']);
  expect(fed[0]?.map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'exchange'],
    [3, 'error'],
    [4, 'page'],
    [5, 'action'],
  ]);
  expect(fed[0]?.[1]?.record).toMatchObject({ mapped: true });
});

test('errors outlast other details, and their own bound costs the oldest', () => {
  const { bus, written } = collect({ maxRecords: 4, maxReports: 2 });
  bus.publish(putError(1));
  for (let i = 1; i <= 5; i++) bus.publish(log(String(i)));
  bus.drain();
  expect(written[0]?.filter(({ kind }) => kind === 'error')).toHaveLength(1);
  expect(written[0]?.at(-1)).toEqual({ kind: 'dropped', count: 3 });
  for (let i = 2; i <= 4; i++) bus.publish(putError(i));
  bus.drain();
  expect(written[1]).toEqual([putError(3), putError(4), { kind: 'dropped', count: 1 }]);
});

test('a map is for the session file only, and goes whole when its bytes are too many', () => {
  const { bus, written, fed } = collect({ maxBytes: 10 });
  const map = (url: string, bytes: number) =>
    ({ kind: 'map', record: { url, script: 's', at: 1 }, bytes: Buffer.alloc(bytes) }) as const;
  bus.publish(map('a', 6));
  bus.publish(map('b', 5));
  bus.drain();
  expect(written).toEqual([[map('b', 5), { kind: 'dropped', count: 1 }]]);
  expect(fed).toEqual([]);
});
