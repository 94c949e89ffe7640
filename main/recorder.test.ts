import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packBatch } from './capture/tap-batch.ts';
import { DEFAULT_BUDGET } from './model/config.ts';
import type { TapEvent } from './model/tap-event.ts';
import type { RecorderAnswer } from './recorder-message.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createFolder } from './store/fixtures/records.ts';
import { createReader } from './store/reader.ts';

let folder: ReturnType<typeof createFolder>;
let answers: RecorderAnswer[];
let timers: (() => void)[];
let now: number;
let recorder: Recorder;

beforeEach(() => {
  folder = createFolder();
  answers = [];
  timers = [];
  now = 1_700_000_000_000;
  recorder = start();
});

afterEach(() => {
  if (!answers.some((answer) => answer.type === 'closed')) recorder.handle({ type: 'close', lost: 0 });
  folder.remove();
});

function start(lastSeq = 0): Recorder {
  return createRecorder({
    path: folder.file('s.tline'),
    budget: DEFAULT_BUDGET,
    version: '1',
    lastSeq,
    state: 'recording',
    post: (answer) => void answers.push(answer),
    clock: () => now,
    schedule: (run) => {
      timers.push(run);
      return () => void timers.splice(timers.indexOf(run), 1);
    },
  });
}

/** All that one GET with a five byte answer makes a tap say. */
function get(exchange: number): TapEvent[] {
  const common = { exchange, at: now };
  const head = { method: 'GET', url: `http://127.0.0.1:8888/${exchange}`, httpVersion: 'HTTP/1.1', headers: 'Host\na' };
  return [
    { ...common, type: 'request', ...head, clientConnection: 1, requestIndex: 0, upgrade: false },
    { ...common, type: 'body-end', side: 'request', complete: true, trailers: '' },
    {
      ...common,
      type: 'response',
      status: 200,
      statusText: 'OK',
      upstreamHeaders: '',
      headers: 'Content-Type\ntext/plain',
    },
    { ...common, type: 'chunk', side: 'response', sizeBytes: 5, bytes: Buffer.from('hello') },
    { ...common, type: 'body-end', side: 'response', complete: true, trailers: '' },
    { ...common, type: 'closed' },
  ];
}

function send(events: TapEvent[], lost = 0): void {
  recorder.handle({ type: 'batch', batch: packBatch(events), lost });
}

/** Lets time pass and the due tick run. */
function tick(ms: number): void {
  now += ms;
  timers.shift()?.();
}

const answersOf = <T extends RecorderAnswer['type']>(type: T) =>
  answers.filter((answer): answer is Extract<RecorderAnswer, { type: T }> => answer.type === type);

function readFile<T>(use: (reader: ReturnType<typeof createReader>) => T): T {
  const reader = createReader(folder.file('s.tline'));
  try {
    return use(reader);
  } finally {
    reader.close();
  }
}

test('what taps report is in the file within half a second, without being asked', () => {
  send(get(1));
  expect(answersOf('taken')).toEqual([{ type: 'taken', bytes: 5, events: 6 }]);
  for (let passed = 0; passed < 500; passed += 40) tick(40);
  readFile((reader) => {
    expect(reader.exchangeRows({ limit: 5 }).rows).toMatchObject([{ id: '1', status: 200, state: 'done' }]);
    expect(Buffer.from(reader.body('1', 'response')!.raw).toString()).toBe('hello');
  });
});

test('when nothing happens no timer runs', () => {
  send(get(1));
  for (let turns = 0; turns < 50; turns++) tick(40);
  expect(timers).toEqual([]);
});

test('windows hear four times a second at most how many log records there are, and the last count', () => {
  recorder.handle({ type: 'listen', wanted: true });
  const totals = () =>
    answersOf('changes')
      .flatMap(({ changes }) => changes)
      .flatMap((change) => (change.kind === 'telemetry' ? [change.record.logs.total] : []));
  const line = (): TapEvent => ({
    ...{ type: 'posted', at: now, to: 'log', clientAddress: '127.0.0.1' },
    bytes: Buffer.from('{"level":"info","message":"up"}'),
  });
  for (let turn = 1; turn <= 25; turn++) {
    send([line()]);
    tick(40);
  }
  expect(totals().length).toBeGreaterThan(1);
  expect(totals().length).toBeLessThanOrEqual(4);
  for (let turn = 0; turn < 50; turn++) tick(40);
  expect(totals().at(-1)).toBe(25);
  expect(timers).toEqual([]);
});

test('changes go to windows only while one listens, soon after the event', () => {
  send(get(1));
  tick(40);
  expect(answersOf('changes')).toEqual([]);
  recorder.handle({ type: 'listen', wanted: true });
  send(get(2));
  tick(40);
  const changes = answersOf('changes').flatMap((answer) => answer.changes);
  expect(changes.filter((change) => change.kind === 'exchange')).toMatchObject([
    { record: { id: '2', state: 'done' } },
  ]);
});

test('sync answers a number that the file has reached', () => {
  send(get(1).slice(0, 1));
  recorder.handle({ type: 'sync', id: 9 });
  expect(answersOf('synced')).toMatchObject([{ id: 9 }]);
  expect(answersOf('synced')[0]!.seq).toBeGreaterThan(0);
  readFile((reader) => expect(reader.exchange('1')).toMatchObject({ state: 'pending' }));
});

test('a large batch is handed on at once, the exchange before its parts', () => {
  recorder.handle({ type: 'listen', wanted: true });
  const [request, , response, chunk] = get(1) as [TapEvent, TapEvent, TapEvent, TapEvent];
  const bytes = Buffer.alloc(5 * 1024 * 1024);
  send([request, response, { ...chunk, sizeBytes: bytes.length, bytes } as TapEvent]);
  expect(answersOf('changes')[0]?.changes).toMatchObject([
    { kind: 'exchange', record: { id: '1', state: 'streaming' } },
  ]);
  readFile((reader) => expect(reader.exchange('1')).toMatchObject({ responseBody: { sizeBytes: bytes.length } }));
});

test('events that never came are counted', () => {
  send(get(1), 4);
  recorder.handle({ type: 'close', lost: 3 });
  expect(answersOf('closed')).toEqual([{ type: 'closed', exchanges: 1, dropped: 7 }]);
});

test('the state is told as it changes', () => {
  recorder.handle({ type: 'state', state: 'paused' });
  recorder.handle({ type: 'state', state: 'paused' });
  expect(answersOf('status').map((answer) => answer.status.state)).toEqual(['paused']);
});

test('closing writes what is in flight and leaves one file', () => {
  send(get(1).slice(0, 4));
  recorder.handle({ type: 'close', lost: 0 });
  expect(readdirSync(folder.path)).toEqual(['s.tline']);
  readFile((reader) => {
    expect(reader.exchange('1')).toMatchObject({ state: 'failed', error: { code: 'recording-ended' } });
    expect(Buffer.from(reader.body('1', 'response')!.raw).toString()).toBe('hello');
  });
});

test('a recorder that is started again goes on with exchanges, numbers and changes', () => {
  send(get(1));
  recorder.handle({ type: 'close', lost: 0 });
  answers = [];
  recorder = start(70);
  expect(answersOf('opened')).toMatchObject([{ firstExchange: 2 }]);
  send(get(2));
  recorder.handle({ type: 'sync', id: 1 });
  expect(answersOf('synced')[0]!.seq).toBeGreaterThan(70);
  readFile((reader) => expect(reader.summary().counts.exchanges).toBe(2));
});

/** What a page and Vite say to each other about one edit. */
function editOnce(): TapEvent[] {
  const update = { type: 'js-update', timestamp: 7, path: '/a.js', acceptedPath: '/a.js' };
  const texts = ['{"type":"connected"}', JSON.stringify({ type: 'update', updates: [update] })];
  const common = { exchange: 1, at: now };
  const head = { method: 'GET', url: 'http://127.0.0.1:8888/?token=x', httpVersion: 'HTTP/1.1', headers: 'Host\na' };
  const headers = 'Upgrade\nwebsocket\nSec-WebSocket-Protocol\nvite-hmr';
  return [
    { ...common, type: 'request', ...head, clientConnection: 1, requestIndex: 0, upgrade: true },
    { ...common, type: 'response', status: 101, statusText: '', upstreamHeaders: headers, headers },
    ...texts.map((text): TapEvent => {
      const length = text.length < 126 ? [text.length] : [126, text.length >> 8, text.length & 0xff];
      const bytes = Buffer.concat([Buffer.from([0x81, ...length]), Buffer.from(text)]);
      return { ...common, type: 'socket-chunk', direction: 'in', sizeBytes: bytes.length, bytes };
    }),
  ];
}

test('an update is told as it comes, joined to its request, and decided though nothing more comes', () => {
  recorder.handle({ type: 'listen', wanted: true });
  send(editOnce());
  now += 5;
  send(get(2).map((event) => (event.type === 'request' ? { ...event, url: 'http://127.0.0.1:8888/a.js?t=7' } : event)));
  tick(40);
  const changes = answersOf('changes').flatMap((answer) => answer.changes);
  expect(changes.filter(({ kind }) => kind === 'hmr')).toMatchObject([
    { op: 'put', record: { id: '1', type: 'connected' } },
    { op: 'put', record: { id: '2', type: 'update', exchangeIds: ['2'] } },
  ]);
  expect(changes.filter(({ kind }) => kind === 'exchange')).toContainEqual(
    expect.objectContaining({ record: expect.objectContaining({ id: '2', hmrUpdateId: '2' }) as object }),
  );
  for (let turns = 0; turns < 50; turns++) tick(40);
  readFile((reader) => {
    expect(reader.hmr('2')).toMatchObject({ applied: 'inferred', durationMs: 5, exchangeIds: ['2'] });
    expect(reader.exchange('2')).toMatchObject({ hmrUpdateId: '2' });
    expect(reader.summary().counts.hmr).toBe(2);
  });
  expect(timers).toEqual([]);
});

test('records of dev servers go on with free ids after a restart', () => {
  send(editOnce());
  recorder.handle({ type: 'close', lost: 0 });
  answers = [];
  recorder = start();
  readFile((reader) => expect(reader.hmrRows({ limit: 9 }).rows.map(({ id }) => id)).toEqual(['1', '2', '3']));
  send(editOnce().map((event) => ({ ...event, exchange: 9 })));
  recorder.handle({ type: 'sync', id: 1 });
  readFile((reader) =>
    expect(reader.hmrRows({ afterId: '3', limit: 1 })).toMatchObject({ rows: [{ id: '4' }], total: 5 }),
  );
});

test('scripts are named once they are in the file, and a map that is kept for one is written', () => {
  const script = (exchange: number): TapEvent[] =>
    get(exchange).map((event) =>
      event.type === 'response' ? { ...event, headers: 'Content-Type\ntext/javascript' } : scriptRequest(event),
    );
  send(script(1));
  send(get(2));
  expect(answersOf('scripts')).toEqual([]);
  recorder.handle({ type: 'sync', id: 1 });
  expect(answersOf('scripts')).toEqual([{ type: 'scripts', exchangeIds: ['1'] }]);
  const record = { url: 'http://h/a.js.map', script: 'abc', at: now };
  recorder.handle({ type: 'keep-map', record, bytes: Buffer.from('{}') });
  recorder.handle({ type: 'sync', id: 2 });
  readFile((reader) => expect(reader.keptMap(record.url, 'abc')).toMatchObject(record));
  expect(answersOf('scripts')).toHaveLength(1);
});

/** As browsers ask for the script of a page. */
function scriptRequest(event: TapEvent): TapEvent {
  return event.type === 'request' ? { ...event, headers: 'Host\na\nSec-Fetch-Dest\nscript' } : event;
}

test('a stream of a development server is told of as soon as it is known', () => {
  const common = { exchange: 4, at: now };
  const greeting = '{"type":"connected"}';
  const bytes = Buffer.concat([Buffer.from([0x81, greeting.length]), Buffer.from(greeting)]);
  const upgrade = { httpVersion: 'HTTP/1.1', clientConnection: 1, requestIndex: 0, upgrade: true } as const;
  const fields = 'Upgrade\nwebsocket\nConnection\nUpgrade\nSec-WebSocket-Protocol\nvite-hmr';
  send([
    { ...common, type: 'request', method: 'GET', url: 'ws://127.0.0.1:8888/', headers: fields, ...upgrade },
    { ...common, type: 'response', status: 101, statusText: '', upstreamHeaders: fields, headers: fields },
    { ...common, type: 'socket-chunk', direction: 'in', sizeBytes: bytes.length, bytes },
  ]);
  recorder.handle({ type: 'sync', id: 1 });
  const told = answers.filter(({ type }) => type === 'hmr-connection' || type === 'synced');
  expect(told).toMatchObject([{ type: 'hmr-connection', exchangeId: '4', dialect: 'vite' }, { type: 'synced' }]);
});

test('a line that is cut while its text waits behind younger traffic stays one', () => {
  const output = (text: string, at: number): TapEvent => ({ type: 'output', at, name: 'api', stream: 'stdout', text });
  const writtenAt = now;
  now += 4_000;
  send([output('a line that is ', writtenAt), ...get(1)]);
  tick(40);
  send([output('one line\n', writtenAt + 10), ...get(2)]);
  tick(200);
  expect(readFile((reader) => reader.logRows({ limit: 5 }).rows.map(({ message }) => message))).toEqual([
    'a line that is one line',
  ]);
  send([output('never ended', now)]);
  for (let passed = 0; passed < 2_000; passed += 40) tick(40);
  expect(readFile((reader) => reader.logRows({ limit: 5 }).total)).toBe(2);
});
