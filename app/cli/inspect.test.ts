import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import Ajv2020 from 'ajv/dist/2020';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import schema from '../../e2e/fixtures/contract.schema.json' with { type: 'json' };
import { bodyInfo, frameWord, sampleExchange, STARTED_AT, wordsOf } from '../../main/har/test/sample-exchange.ts';
import type { Recorded } from '../../main/model/recorded.ts';
import {
  putAction,
  putError,
  putLog,
  putMetrics,
  putPage,
  putProfile,
  putSpan,
  SPAN_ID,
  TRACE_ID,
  TRACED,
} from '../../main/store/fixtures/records.ts';
import { createWriter, type Writer } from '../../main/store/writer.ts';
import { runExport } from './export.ts';
import { INSPECT_KINDS, runInspect } from './inspect.ts';

const OTHER_TRACE = '11111111111111111111111111111111';
const contract = new Ajv2020({ strict: false }).addSchema(schema);
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
  file = join(folder, 's.tline');
});
afterEach(() => rm(folder, { recursive: true }));

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

interface Asked {
  readonly kind?: string;
  readonly id?: string;
  readonly bodies?: boolean;
  readonly from?: string;
}

async function inspect({ kind, id, bodies = false, from = file }: Asked = {}): Promise<unknown> {
  const out = new Collected();
  const options = {
    bodies,
    version: '1.0.0',
    ...(kind === undefined ? {} : { kind }),
    ...(id === undefined ? {} : { id }),
  };
  expect(await runInspect(from, options, out, new Collected())).toBe(0);
  const printed: unknown = JSON.parse(out.text);
  const name = kind ?? 'exchanges';
  // Pages and actions are this program's own.
  if (!(name in schema.$defs)) return printed;
  const valid = contract.validate(`throughline-inspect#/$defs/${name}`, printed);
  expect(contract.errorsText(contract.errors)).toBe(valid ? 'No errors' : 'valid');
  return printed;
}

function record(words: readonly Recorded[]): Writer {
  const writer = createWriter({ path: file, version: '9.9.9' });
  for (const word of words) writer.write(word);
  return writer;
}

const GZIPPED = gzipSync('{"greeting":"hellö"}');
const EVENT: Recorded = {
  kind: 'event',
  record: {
    id: '1',
    exchangeId: '4',
    at: STARTED_AT,
    event: 'tick',
    preview: 'x',
    sizeBytes: 1,
    lastEventId: 'e1',
    retry: 10,
    truncated: false,
  },
  data: 'x',
};
const {
  status: _status,
  statusText: _text,
  connection: _connection,
  upstreamUrl: _url,
  route: _route,
  ...UNANSWERED
} = sampleExchange();

const WHEN = { at: STARTED_AT, lastAt: STARTED_AT + 2 };
const UNRESOLVED = { code: 'map-none', message: 'No.' };

const WORDS: readonly Recorded[] = [
  ...wordsOf(
    sampleExchange({
      requestBody: bodyInfo(Buffer.from([0, 255]), { contentType: 'application/octet-stream' }),
      responseBody: bodyInfo(GZIPPED, { contentType: 'application/json', encoding: 'gzip' }),
      responseTrailers: [['Server-Timing', 'x']],
      serverTimings: [{ name: 'x' }],
    }),
    { request: Buffer.from([0, 255]), response: GZIPPED },
  ),
  ...wordsOf({
    ...UNANSWERED,
    id: '2',
    state: 'failed',
    responseHeaders: [],
    error: { code: 'ECONNREFUSED', phase: 'connect', message: 'No one listens', by: 'upstream' },
  }),
  ...wordsOf(sampleExchange({ id: '3', kind: 'websocket', status: 101, messagesIn: 2, messagesOut: 1 })),
  ...wordsOf(sampleExchange({ id: '4', kind: 'eventsource', messagesIn: 1 })),
  frameWord({ id: '1', exchangeId: '3' }, 'hé'),
  frameWord({ id: '2', exchangeId: '3', opcode: 'binary', compressed: true }, Buffer.from([1, 2])),
  frameWord(
    { id: '3', exchangeId: '3', opcode: 'close', direction: 'out', closeCode: 1000, closeReason: 'bye' },
    '\x03\xe8bye',
  ),
  EVENT,
  {
    kind: 'log',
    record: { id: '1', at: STARTED_AT, source: 'process:api', level: 'warn', message: 'hm', fields: { a: 1 } },
  },
  {
    kind: 'hmr',
    record: {
      ...{ id: '1', at: STARTED_AT, dialect: 'vite', type: 'update', files: ['/app/a.vue'], exchangeIds: ['1'] },
      ...{ modules: [{ path: '/a.vue', acceptedPath: '/a.vue', kind: 'js' }], socketExchangeId: '3' },
      ...{ appliedAt: STARTED_AT + 12.25, applied: 'inferred', durationMs: 12.25, latency: { fetchMs: 10 } },
    },
  },
  {
    kind: 'hmr',
    record: {
      ...{ id: '2', at: STARTED_AT, dialect: 'next', type: 'error', files: [], modules: [], exchangeIds: [] },
      ...{ socketExchangeId: '3', error: { message: 'no', file: './a.jsx', line: 5, column: 3, codeFrame: '5 | a' } },
    },
  },
  putError(1, {
    ...WHEN,
    traceId: TRACE_ID,
    stack: [...putError(1).record.stack, { raw: 'x', unresolved: UNRESOLVED }],
  }),
  putPage('1~1', {
    ...{ at: STARTED_AT, leftAt: STARTED_AT + 1 },
    ...{ longTasks: { count: 1, totalMs: 60, latest: [{ at: STARTED_AT, durationMs: 60 }] } },
    routes: [{ at: STARTED_AT, url: 'http://h/' }],
  }),
  putAction(1, { at: STARTED_AT }),
  { kind: 'dropped', count: 2 },
];

describe('runInspect', () => {
  beforeEach(() => record(WORDS).close());

  it('prints exchanges as the contract says, without the content of bodies', async () => {
    const printed = (await inspect()) as Record<string, unknown>[];
    expect(printed.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
    expect(printed[0]).toEqual({
      ...{ id: '1', startedAt: '2026-01-02T03:04:05.678Z', method: 'GET', url: 'http://127.0.0.1:8888/path?a=1' },
      ...{ upstreamUrl: 'http://127.0.0.1:5173/path?a=1', route: 'target', httpVersion: 'HTTP/1.1', status: 200 },
      ...{ statusText: 'OK', kind: 'fetch', state: 'done' },
      requestHeaders: sampleExchange().requestHeaders,
      upstreamRequestHeaders: sampleExchange().upstreamRequestHeaders,
      upstreamResponseHeaders: sampleExchange().upstreamResponseHeaders,
      responseHeaders: sampleExchange().responseHeaders,
      requestBody: {
        size: 2,
        decodedSize: 2,
        truncated: false,
        complete: true,
        contentType: 'application/octet-stream',
      },
      responseBody: {
        ...{ size: GZIPPED.length, decodedSize: 21, truncated: false, complete: true },
        ...{ contentType: 'application/json', encoding: 'gzip' },
      },
      timings: { blocked: 0.5, dns: 0.25, connect: 1, tls: 2, send: 0.25, wait: 3, receive: 1, total: 8 },
      connection: { id: '7', reused: false, remoteAddress: '127.0.0.1', localPort: 40_000 },
      clientConnection: { id: '3', requestIndex: 0 },
      responseTrailers: [['Server-Timing', 'x']],
      serverTimings: [{ name: 'x' }],
    });
    expect(Object.keys(printed[1]!)).not.toEqual(expect.arrayContaining(['status']));
    expect(printed[1]!['error']).toEqual({
      code: 'ECONNREFUSED',
      phase: 'connect',
      message: 'No one listens',
      by: 'upstream',
    });
  });

  it('prints decoded content with bodies: text of text, base64 of all else', async () => {
    const [first, second] = (await inspect({ bodies: true })) as Record<string, Record<string, unknown>>[];
    expect(first!['responseBody']).toMatchObject({
      size: GZIPPED.length,
      decodedSize: 21,
      text: '{"greeting":"hellö"}',
    });
    expect(first!['requestBody']).toMatchObject({ size: 2, base64: 'AP8=' });
    expect(second!['responseBody']).toMatchObject({ size: 0, decodedSize: 0, text: '' });
  });

  it('prints frames with their payload', async () => {
    const wire = { exchangeId: '3', at: '2026-01-02T03:04:05.688Z', truncated: false };
    expect(await inspect({ kind: 'frames' })).toEqual([
      { id: '1', ...wire, direction: 'in', opcode: 'text', size: 3, wireSize: 5, compressed: false, text: 'hé' },
      { id: '2', ...wire, direction: 'in', opcode: 'binary', size: 2, wireSize: 4, compressed: true, base64: 'AQI=' },
      {
        ...{ id: '3', ...wire, direction: 'out', opcode: 'close', size: 6, wireSize: 8, compressed: false },
        ...{ base64: 'A8OoYnll', closeCode: 1000, closeReason: 'bye' },
      },
    ]);
  });

  it('prints events, logs and the summary', async () => {
    expect(await inspect({ kind: 'events' })).toEqual([
      {
        id: '1',
        exchangeId: '4',
        at: '2026-01-02T03:04:05.678Z',
        event: 'tick',
        data: 'x',
        lastEventId: 'e1',
        retry: 10,
        truncated: false,
      },
    ]);
    expect(await inspect({ kind: 'logs' })).toEqual([
      {
        id: '1',
        at: '2026-01-02T03:04:05.678Z',
        source: 'process:api',
        level: 'warn',
        message: 'hm',
        fields: { a: 1 },
      },
    ]);
    expect(await inspect({ kind: 'summary' })).toMatchObject({
      ...{ version: '9.9.9', dropped: 2, firstAt: '2026-01-02T03:04:05.678Z', lastAt: '2026-01-02T03:04:05.688Z' },
      counts: { exchanges: 4, frames: 3, events: 1, logs: 1, hmr: 2, errors: 1, pages: 1, actions: 1 },
    });
  });

  it('prints updates and errors of dev servers', async () => {
    expect(await inspect({ kind: 'hmr' })).toEqual([
      {
        id: '1',
        at: '2026-01-02T03:04:05.678Z',
        dialect: 'vite',
        type: 'update',
        files: ['/app/a.vue'],
        modules: [{ path: '/a.vue', acceptedPath: '/a.vue', kind: 'js' }],
        exchangeIds: ['1'],
        socketExchangeId: '3',
        appliedAt: '2026-01-02T03:04:05.690Z',
        applied: 'inferred',
        durationMs: 12.25,
        latency: { fetchMs: 10 },
      },
      expect.objectContaining({
        id: '2',
        type: 'error',
        error: { message: 'no', file: './a.jsx', line: 5, column: 3, codeFrame: '5 | a' },
      }),
    ]);
  });

  it('prints what pages told', async () => {
    const at = '2026-01-02T03:04:05.678Z';
    expect(await inspect({ kind: 'errors' })).toEqual([
      {
        ...putError(1).record,
        ...{ at, lastAt: '2026-01-02T03:04:05.680Z', traceId: TRACE_ID },
        stack: [...putError(1).record.stack, { raw: 'x', unresolved: UNRESOLVED }],
      },
    ]);
    expect(await inspect({ kind: 'pages' })).toMatchObject([
      { id: '1~1', at, leftAt: '2026-01-02T03:04:05.679Z', longTasks: { latest: [{ at }] }, routes: [{ at }] },
    ]);
    expect(await inspect({ kind: 'actions' })).toEqual([{ ...putAction(1).record, at }]);
    expect(await inspect({ kind: 'pages', id: '1~1' })).toHaveLength(1);
    expect(await inspect({ kind: 'pages', id: '1' })).toEqual([]);
  });

  it('prints of an exchange what it belongs to, and how the browser saw it', async () => {
    const writer = record([...wordsOf(sampleExchange({ id: '5', ...TRACED }))]);
    writer.close();
    const startedAt = new Date(TRACED.browserTiming.startedAt).toISOString();
    expect(await inspect({ id: '5' })).toMatchObject([
      { ...TRACED, browserTiming: { ...TRACED.browserTiming, startedAt } },
    ]);
  });

  it.each(['spans', 'metrics', 'profiles', 'insights'])('prints no %s where there are none', async (kind) => {
    expect(INSPECT_KINDS).toContain(kind);
    expect(await inspect({ kind })).toEqual([]);
  });

  it.each(['exchanges', 'frames', 'events', 'hmr', 'logs', 'errors', 'actions'])(
    'prints one of the %s by its id',
    async (kind) => {
      expect(await inspect({ kind, id: '1' })).toMatchObject([{ id: '1' }]);
      expect(await inspect({ kind, id: '99' })).toEqual([]);
    },
  );

  it('prints the same of the HAR of a session', async () => {
    const har = join(folder, 's.har');
    await runExport(file, { har, raw: true, version: '1' }, new Collected());
    const renamed = join(folder, 'no-ending');
    await writeFile(renamed, await readFile(har));
    for (const kind of ['frames', 'events', 'logs', 'hmr', 'errors', 'pages', 'actions'])
      expect(await inspect({ kind, from: har })).toEqual(await inspect({ kind }));
    const [first] = (await inspect({ from: renamed, bodies: true })) as Record<string, Record<string, unknown>>[];
    const [recorded] = (await inspect({ bodies: true })) as Record<string, Record<string, unknown>>[];
    const { encoding: _encoding, ...responseBody } = recorded!['responseBody']!;
    expect(first).toEqual({ ...recorded, responseBody });
  });

  it('refuses a kind there is none of', async () => {
    const asked = runInspect(file, { kind: 'cookies', bodies: false, version: '1' }, new Collected(), new Collected());
    await expect(asked).rejects.toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining('exchanges, frames') as string,
    });
  });

  it('ends well when its reader goes away', async () => {
    const gone = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    expect(await runInspect(file, { bodies: true, version: '1' }, gone, new Collected())).toBe(0);
  });

  it('says so when its reader fails otherwise', async () => {
    const full = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      },
    });
    await expect(runInspect(file, { bodies: true, version: '1' }, full, new Collected())).rejects.toMatchObject({
      code: 'ENOSPC',
    });
  });
});

describe('what programs tell of themselves', () => {
  it('prints spans, metrics and profiles, all or those of an id', async () => {
    const writer = createWriter({ path: file, version: '1' });
    for (const id of [1, 2]) writer.write(putSpan(id, { exchangeId: '1' }));
    for (const at of [STARTED_AT, STARTED_AT + 1_000]) writer.write(putMetrics(at, { go_goroutines: 9, up: 1 }));
    writer.write(putProfile(1));
    writer.close();
    const spans = (await inspect({ kind: 'spans' })) as { readonly id: string }[];
    expect(spans).toMatchObject([
      { traceId: TRACE_ID, spanId: '0000000000000001', kind: 'server', exchangeId: '1', durationMs: 12.5 },
      { spanId: '0000000000000002', events: [{ name: 'cache miss', at: '2023-11-14T22:13:20.003Z' }] },
    ]);
    expect(await inspect({ kind: 'spans', id: spans[1]!.id })).toEqual([spans[1]]);
    const metrics = (await inspect({ kind: 'metrics' })) as { readonly seriesId: string }[];
    expect(metrics).toMatchObject([
      { name: 'go_goroutines', value: 9, target: 'api', labels: { job: 'api', b: '1' }, type: 'gauge' },
      ...[{ name: 'go_goroutines' }, { name: 'up', value: 1 }, { name: 'up' }],
    ]);
    expect(await inspect({ kind: 'metrics', id: metrics[2]!.seriesId })).toEqual(metrics.slice(2));
    const profiles = await inspect({ kind: 'profiles' });
    expect(profiles).toMatchObject([{ id: '1', kind: 'goroutine', at: '2023-11-14T22:13:20.001Z', total: 1 }]);
    expect(await inspect({ kind: 'profiles', id: '1' })).toEqual(profiles);
    expect(await inspect({ kind: 'summary' })).toMatchObject({ counts: { spans: 2, metrics: 4, profiles: 1 } });
    for (const kind of ['spans', 'metrics', 'profiles', 'traces'])
      expect(await inspect({ kind, id: '99' })).toEqual([]);
  });

  it('prints traces, the latest first, and one of them in full', async () => {
    const writer = createWriter({ path: file, version: '1' });
    const trace = { ...TRACED.trace, sampled: true };
    writer.write({ kind: 'exchange', record: sampleExchange({ id: '1', trace, pageId: '1' }) });
    writer.write({
      kind: 'exchange',
      record: sampleExchange({ id: '2', startedAt: STARTED_AT + 60_000, trace: { ...trace, traceId: OTHER_TRACE } }),
    });
    writer.write(putAction(1, { at: STARTED_AT - 5 }));
    writer.write(putSpan(1, { startedAt: STARTED_AT + 1 }));
    writer.write(putLog(1, 'found 3', { traceId: TRACE_ID, spanId: SPAN_ID, at: STARTED_AT + 2 }));
    writer.write(putError(1, { traceId: TRACE_ID, at: STARTED_AT + 3 }));
    writer.close();
    const rows = (await inspect({ kind: 'traces' })) as object[];
    const one = { traceId: TRACE_ID, name: 'button "Add to cart"', services: ['api'] };
    expect(rows).toMatchObject([{ traceId: OTHER_TRACE }, { ...one, exchanges: 1, spans: 1, logs: 1, errors: 1 }]);
    expect(await inspect({ kind: 'traces', id: TRACE_ID })).toMatchObject([
      {
        ...one,
        startedAt: new Date(STARTED_AT - 5).toISOString(),
        actions: [{ traceId: TRACE_ID }],
        exchanges: [{ id: '1', trace: TRACED.trace, traceContext: { sampled: true }, requestBody: { size: 0 } }],
        spans: [{ traceId: TRACE_ID, name: 'GET /items/:id' }],
        logs: [{ traceId: TRACE_ID, spanId: SPAN_ID, message: 'found 3' }],
        errors: [{ traceId: TRACE_ID }],
      },
    ]);
  });

  it('prints of an exchange what was joined to it and changed in it, also of the HAR of its session', async () => {
    const record = sampleExchange({
      trace: { ...TRACED.trace, field: 'x-correlation-id', sampled: false, traceState: 'a=1,b=2' },
      joined: { logs: 3, warnings: 1, failures: 0, spans: 2, failedSpans: 0 },
      rules: [{ ruleId: 'r', side: 'request', action: 'set', name: 'X-Env', before: [], after: ['dev'] }],
      serverTimings: [{ name: 'db', durationMs: 53.2, description: 'rows' }, { name: 'miss' }],
    });
    const writer = createWriter({ path: file, version: '1' });
    for (const word of wordsOf(record)) writer.write(word);
    writer.write(putLog(1, 'x', { exchangeId: '1', joinedBy: 'time', confidence: 0.5, format: 'zap', more: 'y' }));
    writer.close();
    const { joined, rules, serverTimings } = record;
    const printed = await inspect();
    const traceContext = { field: 'x-correlation-id', sampled: false, traceState: 'a=1,b=2' };
    expect(printed).toMatchObject([{ trace: TRACED.trace, traceContext, joined, rules, serverTimings }]);
    const har = join(folder, 's.har');
    await runExport(file, { har, raw: true, version: '1' }, new Collected());
    expect(await inspect({ from: har })).toEqual(printed);
    expect(await inspect({ kind: 'logs', from: har })).toEqual(await inspect({ kind: 'logs' }));
  });
});

describe('files of other kinds', () => {
  it('reads a session while it is recorded', async () => {
    const writer = record(WORDS);
    writer.commit();
    expect(await inspect({ kind: 'exchanges' })).toHaveLength(4);
    writer.write({ kind: 'exchange', record: sampleExchange({ id: '5' }) });
    writer.commit();
    expect(await inspect({ kind: 'exchanges' })).toHaveLength(5);
    writer.close();
  });

  it('refuses what is neither a session nor a HAR', async () => {
    await writeFile(file, 'neither');
    await expect(inspect()).rejects.toMatchObject({ name: 'Fault' });
    await writeFile(join(folder, 'x.har'), 'neither');
    await expect(inspect({ from: join(folder, 'x.har') })).rejects.toMatchObject({ code: 'har-invalid' });
    await expect(inspect({ from: join(folder, 'none.har') })).rejects.toMatchObject({ code: 'har-unreadable' });
    await expect(inspect({ from: join(folder, 'none.tline') })).rejects.toMatchObject({ code: 'session-missing' });
  });

  it('says which entries of a HAR were left out, and leaves no folder behind', async () => {
    const har = join(folder, 'x.har');
    await writeFile(
      har,
      '{"log":{"entries":[5,{"startedDateTime":"2026-01-01T00:00:00Z","request":{"url":"http://h/"}}]}}',
    );
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('throughline-har-'));
    const out = new Collected();
    const errors = new Collected();
    await runInspect(har, { bodies: false, version: '1' }, out, errors);
    expect(JSON.parse(out.text)).toMatchObject([{ url: 'http://h/' }]);
    expect(errors.text).toBe('entry 0: the entry is no object\n');
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('throughline-har-'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});
