import { expect, test } from 'vitest';
import type { ProfileRecord } from '../model/profile.ts';
import type { Recorded } from '../model/recorded.ts';
import type { SpanRecord } from '../model/span.ts';
import type { ProcessOutput } from '../model/tap-event.ts';
import { createIngest, MAX_WAITING_POST_BYTES, MAX_WAITING_POSTS } from './ingest.ts';
import { BLOCK_QUIET_MS } from './logs/log-blocks.ts';
import { SPAN, startIngest, T, TRACE, TRACED } from './test/rig.ts';

const line = (text: string): ProcessOutput => ({
  type: 'output',
  at: T,
  name: 'api',
  stream: 'stderr',
  text: `${text}\n`,
});

test('what is no page’s affair is handed on as it came', () => {
  const { stage, put, exchange } = startIngest();
  const others: Recorded[] = [
    { kind: 'body', exchangeId: '1', side: 'response', bytes: new Uint8Array(1) },
    { kind: 'body-end', exchangeId: '1', side: 'response' },
    { kind: 'dropped', count: 2 },
    { kind: 'metrics', samples: [] },
  ];
  exchange(1);
  for (const other of others) stage.accept(other);
  stage.flush(T);
  expect(put.slice(1)).toEqual(others);
  expect(put[0]).toMatchObject({ kind: 'exchange', record: { id: '1' } });
});

test('spans, samples and profiles are handed on', () => {
  const { stage, put } = startIngest();
  const sample = { at: T, name: 'up', labels: {}, value: 1, target: 'api', type: 'gauge' } as const;
  const record: ProfileRecord = {
    id: '1',
    at: T,
    target: 'api',
    kind: 'heap',
    sizeBytes: 1,
    unit: 'bytes',
    total: 1,
    groups: [],
    costs: [],
  };
  const bytes = new Uint8Array(1);
  stage.telemetry({ type: 'telemetry', at: T, batch: { metrics: [sample], profile: { record, bytes } } });
  expect(put).toEqual([
    { kind: 'metrics', samples: [sample] },
    { kind: 'profile', record, bytes },
  ]);
});

test('a stack in a process’s output becomes an error when the output is quiet, and the lines stay', () => {
  const { stage, records, asked } = startIngest();
  for (const each of ['panic: no stock', 'goroutine 1 [running]:', 'main.sell(...)', '\t/srv/main.go:12 +0x1d']) {
    stage.output(line(each));
  }
  stage.flush(T + 40);
  expect([records('error').length, stage.dueAt]).toEqual([0, T + BLOCK_QUIET_MS]);
  stage.flush(T + BLOCK_QUIET_MS);
  expect(records('error')).toMatchObject([
    { source: 'backend', process: 'process:api', name: 'panic', message: 'no stock', at: T, mapped: false },
  ]);
  expect([records('log').at(-1)?.more?.split('\n').length, asked.length, stage.unmapped]).toEqual([3, 1, 1]);
});

test('an error that stands in a line of JSON has the request of its trace', () => {
  const { stage, records, exchange } = startIngest();
  exchange(3, TRACED);
  const text = JSON.stringify({
    level: 'error',
    msg: 'no stock',
    trace_id: TRACE,
    stacktrace: 'main.sell\n\t/srv/main.go:12',
  });
  stage.output(line(text));
  stage.flush(T);
  expect(records('error')).toMatchObject([{ traceId: TRACE, exchangeId: '3' }]);
});

test('a log of a trace that came before its request is put again with it', () => {
  const { stage, records, exchange, post } = startIngest();
  post('log', { msg: 'sold', traceId: TRACE });
  stage.flush(T);
  exchange(3, TRACED);
  stage.flush(T);
  expect(records('log').map(({ exchangeId }) => exchangeId)).toEqual([undefined, '3']);
});

test('logs and spans of an exchange are counted in it, once a turn', () => {
  const { stage, records, exchange } = startIngest();
  exchange(3, TRACED);
  stage.flush(T);
  const before = records('exchange').length;
  stage.output(line(`{"level":"warn","msg":"a","trace_id":"${TRACE}"}`));
  stage.output(line(`{"level":"error","msg":"b","trace_id":"${TRACE}"}`));
  const log = { at: T, service: 'shop', severity: 9, body: 'c', attributes: {}, resource: {}, traceId: TRACE };
  const span: SpanRecord = {
    ...{ id: `${TRACE}-1`, traceId: TRACE, spanId: '1', parentSpanId: SPAN, service: 'shop', name: 'GET' },
    ...{ kind: 'server', startedAt: T, durationMs: 1, status: 'error', attributes: {}, resource: {} },
    ...{ events: [], links: [], lost: 0 },
  };
  stage.telemetry({ type: 'telemetry', at: T, batch: { logs: [{ ...log, spanId: '1' }], spans: [span] } });
  stage.flush(T);
  expect(records('exchange').slice(before)).toMatchObject([
    { id: '3', joined: { logs: 3, warnings: 1, failures: 1, spans: 1, failedSpans: 1 } },
  ]);
  expect(records('span')).toMatchObject([{ exchangeId: '3' }]);
  expect(
    records('log')
      .map(({ message, joinedBy }) => [message, joinedBy])
      .sort(),
  ).toEqual([
    ['a', 'trace'],
    ['b', 'trace'],
    ['c', 'span'],
  ]);
});

test('a line without ids is tied to the only request under way, and says how sure that is', () => {
  const { stage, records, exchange } = startIngest();
  exchange(3, { state: 'pending', startedAt: T - 5 });
  stage.output(line('selling'));
  stage.flush(T);
  exchange(4, { state: 'pending', startedAt: T - 4 });
  stage.output(line('selling more'));
  stage.flush(T);
  expect(records('log').map(({ exchangeId, joinedBy, confidence }) => [exchangeId, joinedBy, confidence])).toEqual([
    ['3', 'time', 0.5],
    [undefined, undefined, undefined],
  ]);
});

test('frames that come back are put with the next turn', () => {
  const { stage, report, last, asked } = startIngest();
  const stack = 'E: m\n    at f (http://h/a.js:1:2)';
  report([{ type: 'error', at: T, source: 'vue', message: 'm', stack, count: 1 }]);
  const frame = { ...asked[0]!.frames[0]!, original: { source: 'a.ts', line: 4, ignored: false } };
  stage.mapped(asked[0]!.id, [frame]);
  stage.flush(T);
  expect(last('error')).toMatchObject({ mapped: true, stack: [{ original: { source: 'a.ts' } }] });
  expect(stage.unmapped).toBe(0);
});

test('what is open when recording ends is told of', () => {
  const { stage, records } = startIngest();
  for (const each of ['panic: no stock', 'goroutine 1 [running]:', 'main.sell(...)', '\t/srv/main.go:12 +0x1d']) {
    stage.output(line(each));
  }
  stage.finish(T);
  expect(records('error')).toHaveLength(1);
});

test('only so many posts, and so much of them, wait for the end of a turn', () => {
  const { stage, post, dropped, records } = startIngest();
  for (let i = 0; i < MAX_WAITING_POSTS + 3; i++) post('log', { msg: 'a' });
  expect(dropped()).toBe(3);
  stage.flush(T);
  expect(records('log')).toHaveLength(MAX_WAITING_POSTS);
  const large = ' '.repeat(MAX_WAITING_POST_BYTES / 2);
  for (let i = 0; i < 3; i++) post('log', `${large}x`);
  expect(dropped()).toBe(5);
});

test('ids go on from those of a session that is continued', () => {
  const put: Recorded[] = [];
  const stage = createIngest({
    emit: (recorded) => put.push(recorded),
    map: () => undefined,
    firstIds: { error: 40, action: 50, page: 60 },
  });
  const own = { traceId: TRACE, spanId: 'a'.repeat(16) };
  const items = [
    { type: 'action', at: T, action: 'click', label: 'Buy', url: '', ...own },
    { type: 'error', at: T, source: 'vue', message: 'm', count: 1 },
  ];
  const head = {
    v: 1,
    page: 'x',
    load: '00000000000000ab',
    origin: T,
    url: 'u',
    title: '',
    sentAt: T,
    seq: 1,
    lost: 0,
  };
  const bytes = Buffer.from(JSON.stringify({ ...head, items }));
  stage.posted({ type: 'posted', at: T, to: 'report', bytes, clientAddress: '::1' });
  stage.flush(T);
  const ids = put.flatMap((each) => ('record' in each && 'id' in each.record ? [[each.kind, each.record.id]] : []));
  expect(ids).toEqual([
    ['action', '50'],
    ['page', 'p60'],
    ['error', '40'],
  ]);
});
