import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from './connection.ts';
import {
  createFolder,
  endBody,
  putAction,
  putBody,
  putError,
  putEvent,
  putExchange,
  putFrame,
  putHmr,
  putLog,
  putPage,
  sampleExchange,
  TRACE_ID,
  TRACED,
} from './fixtures/records.ts';
import { createReader, PAGE_BYTES, type Reader } from './reader.ts';
import { createWriter, type Writer } from './writer.ts';

let folder: ReturnType<typeof createFolder>;
let writer: Writer;
let path: string;
let readers: Reader[];

beforeEach(() => {
  folder = createFolder();
  path = folder.file('a b%?#.tline');
  writer = createWriter({ path, version: '1' });
  readers = [];
});

afterEach(() => {
  for (const reader of readers) reader.close();
  writer.close();
  folder.remove();
});

function open(): Reader {
  writer.commit();
  const reader = createReader(path);
  readers.push(reader);
  return reader;
}

test('a reader sees what is committed while recording goes on', () => {
  const reader = open();
  expect(reader.summary()).toMatchObject({ counts: { exchanges: 0, hmr: 0 }, version: '1' });
  writer.write(putExchange(sampleExchange(1)));
  expect(reader.exchangeRows({ limit: 10 }).total).toBe(0);
  writer.commit();
  expect(reader.exchangeRows({ limit: 10 }).total).toBe(1);
});

test('a trace has all that carries its id, in order of time, and nothing else', () => {
  for (const id of [3, 2]) writer.write(putExchange(sampleExchange(id, { ...TRACED, startedAt: 100 - id })));
  writer.write(putExchange(sampleExchange(4)));
  writer.write(putLog(1, 'later', { traceId: TRACE_ID, at: 9 }));
  writer.write(putLog(2, 'sooner', { traceId: TRACE_ID, at: 8 }));
  writer.write(putLog(3, 'other', { traceId: TRACE_ID.replace('0', '1') }));
  writer.write(putError(1, { traceId: TRACE_ID }));
  writer.write(putAction(1));
  const { exchanges, logs, errors, actions } = open().trace(TRACE_ID);
  expect(exchanges.map(({ id }) => id)).toEqual(['3', '2']);
  expect(logs.map(({ message }) => message)).toEqual(['sooner', 'later']);
  expect([errors.length, actions.length]).toEqual([1, 1]);
});

test('a trace is looked up by its index in every table', () => {
  writer.commit();
  const connection = openConnection(path, 'read');
  for (const table of ['exchanges', 'logs', 'errors', 'actions']) {
    const [plan] = connection.prepare(`EXPLAIN QUERY PLAN SELECT id FROM ${table} WHERE trace_id = ?`).all(['x']);
    expect(String(plan?.[3])).toContain(`${table}_by_trace`);
  }
  connection.close();
});

test('pages come in order of time, those of the same instant by their id', () => {
  writer.write(putPage('9~1', { at: 30 }));
  writer.write(putPage('p2', { at: 20 }));
  writer.write(putPage('10', { at: 20 }));
  const reader = open();
  const { rows, total } = reader.pageRows({ limit: 2 });
  expect([rows.map(({ id }) => id), total]).toEqual([['10', 'p2'], 3]);
  expect(reader.pageRows({ afterId: 'p2', limit: 2 }).rows.map(({ id }) => id)).toEqual(['9~1']);
});

test('errors and actions come in pages, an error by its id, and all are counted', () => {
  for (const id of [1, 2, 3]) writer.write(putError(id));
  writer.write(putAction(1));
  writer.write(putPage('1'));
  const reader = open();
  expect(reader.errorRows({ afterId: '1', limit: 1 })).toEqual({ rows: [putError(2).record], total: 3 });
  expect(reader.actionRows({ limit: 5 }).rows).toEqual([putAction(1).record]);
  expect([reader.error('3')?.id, reader.error('4'), reader.error('x')]).toEqual(['3', undefined, undefined]);
  expect(reader.summary()).toMatchObject({
    counts: { errors: 3, actions: 1, pages: 1 },
    ...{ firstAt: putError(1).record.at, lastAt: putError(3).record.at },
  });
});

test('rows come in pages in the order of their numbers', () => {
  for (const id of [10, 9, 2, 100]) writer.write(putExchange(sampleExchange(id)));
  const reader = open();
  const ids = (page: { afterId?: string; limit: number }) => reader.exchangeRows(page).rows.map((row) => row.id);
  expect(ids({ limit: 3 })).toEqual(['2', '9', '10']);
  expect(ids({ afterId: '10', limit: 3 })).toEqual(['100']);
  expect(reader.exchangeRows({ afterId: '100', limit: 3 })).toEqual({ rows: [], total: 4 });
});

test('rows of a list carry no headers, an exchange carries all', () => {
  writer.write(putExchange(sampleExchange(1)));
  const reader = open();
  expect(reader.exchangeRows({ limit: 1 }).rows[0]).not.toHaveProperty('requestHeaders');
  expect(reader.exchange('1')).toEqual(sampleExchange(1));
});

test.each(['2', 'x', '', '-1', '1e99'])('an unknown id %j is no exchange', (id) => {
  writer.write(putExchange(sampleExchange(1)));
  const reader = open();
  expect(reader.exchange(id)).toBeUndefined();
  expect(reader.body(id, 'response')).toBeUndefined();
  expect(reader.frame(id)).toBeUndefined();
  expect(reader.event(id)).toBeUndefined();
});

test('a body can be read while it comes and after', () => {
  writer.write(putExchange(sampleExchange(1)));
  writer.write(putBody('1', Buffer.from('hel')));
  const reader = open();
  expect(Buffer.from(reader.body('1', 'response')!.raw).toString()).toBe('hel');
  writer.write(putBody('1', Buffer.from('lo')));
  writer.write(endBody('1'));
  writer.commit();
  expect(Buffer.from(reader.body('1', 'response')!.raw).toString()).toBe('hello');
  expect(reader.body('1', 'request')).toBeUndefined();
});

test('a body says how it is coded', () => {
  const responseBody = { sizeBytes: 1, keptBytes: 1, truncated: false, complete: true, encoding: 'br' };
  writer.write(putExchange(sampleExchange(1, { responseBody })));
  writer.write(putBody('1', Buffer.from('x')));
  expect(open().body('1', 'response')?.encoding).toBe('br');
});

test('frames are filtered by connection, direction, opcode and words', () => {
  writer.write(putFrame(1, 'Hello World'));
  writer.write(putFrame(2, 'hello again', { direction: 'out' }));
  writer.write(putFrame(3, 'HELLO', { exchangeId: '2' }));
  writer.write(putFrame(4, '', { opcode: 'ping' }));
  writer.write(putFrame(5, 'binary hello', { opcode: 'binary' }));
  const reader = open();
  const ids = (filter: Parameters<Reader['frameRows']>[0]) =>
    reader.frameRows(filter, { limit: 10 }).rows.map((row) => row.id);
  expect(ids({})).toEqual(['1', '2', '3', '4', '5']);
  expect(ids({ exchangeId: '1' })).toEqual(['1', '2', '4', '5']);
  expect(ids({ direction: 'out' })).toEqual(['2']);
  expect(ids({ opcodes: ['ping', 'binary'] })).toEqual(['4', '5']);
  expect(ids({ opcodes: [] })).toEqual([]);
  expect(ids({ text: 'heLLo', exchangeId: '1', direction: 'in' })).toEqual(['1', '5']);
  expect(reader.frameRows({ text: 'hello' }, { limit: 1, afterId: '1' })).toMatchObject({
    total: 4,
    rows: [{ id: '2' }],
  });
  expect(reader.searchFrames({ text: 'HELLO' })).toEqual(['1', '2', '3', '5']);
});

test('a search finds any script, any wild card and text behind a NUL', () => {
  writer.write(putFrame(1, 'GRÜẞE aus Köln'));
  writer.write(putFrame(2, '价格 100%'));
  writer.write(putFrame(3, 'a\0b_c'));
  writer.write(putFrame(4, 'nothing'));
  const reader = open();
  expect(reader.searchFrames({ text: 'grüß' })).toEqual(['1']);
  expect(reader.frameRows({ text: 'KÖLN' }, { limit: 5 })).toMatchObject({ total: 1, rows: [{ id: '1' }] });
  expect(reader.searchFrames({ text: '价格' })).toEqual(['2']);
  expect(reader.searchFrames({ text: '0%' })).toEqual(['2']);
  expect(reader.searchFrames({ text: 'b_c' })).toEqual(['3']);
  expect(reader.searchFrames({ text: '%' })).toEqual(['2']);
});

test('payloads come back whole: text with NUL, any bytes, data and lines', () => {
  const bytes = Buffer.from([0, 255, 128, 10]);
  writer.write({ ...putFrame(1, '', { opcode: 'binary' }), payload: bytes });
  writer.write(putFrame(2, 'a\0b'));
  writer.write(putEvent(1, 'x\0y'));
  writer.write(putLog(1, 'p\0q'));
  const reader = open();
  expect(reader.frames({}, { limit: 5 }).rows).toMatchObject([
    { base64: bytes.toString('base64') },
    { text: 'a\0b', preview: 'a\0b' },
  ]);
  expect(reader.event('1')?.data).toBe('x\0y');
  expect(reader.logRows({ limit: 1 }).rows[0]?.message).toBe('p\0q');
});

test('events are paged by connection or all together', () => {
  for (let id = 1; id <= 4; id++) writer.write(putEvent(id, `data ${id}`, id % 2 ? '1' : '2'));
  const reader = open();
  expect(reader.eventRows('1', { limit: 1, afterId: '1' })).toMatchObject({ total: 2, rows: [{ id: '3' }] });
  expect(reader.events(undefined, { limit: 10 }).rows.map((event) => event.data)).toEqual([
    'data 1',
    'data 2',
    'data 3',
    'data 4',
  ]);
});

test('the summary spans all kinds', () => {
  writer.write(putExchange(sampleExchange(5)));
  writer.write(putFrame(90, 'x'));
  expect(open().summary()).toMatchObject({
    firstAt: 1_700_000_000_005.125,
    lastAt: 1_700_000_000_090,
    counts: { frames: 1 },
  });
});

test('reading a finished session leaves nothing beside it', () => {
  writer.write(putExchange(sampleExchange(1)));
  writer.close();
  const reader = createReader(path);
  expect(reader.exchange('1')?.id).toBe('1');
  expect(readdirSync(folder.path)).toEqual(['a b%?#.tline']);
  reader.close();
  expect(readdirSync(folder.path)).toEqual(['a b%?#.tline']);
});

test('what another process left without closing is read, and folded into one file', () => {
  const crashed = folder.file('crashed.tline');
  writer.write(putExchange(sampleExchange(1)));
  writer.commit();
  spawnSync('cp', [path, crashed]);
  spawnSync('cp', [`${path}-wal`, `${crashed}-wal`]);
  const reader = createReader(crashed);
  expect(reader.exchange('1')?.id).toBe('1');
  reader.close();
  expect(readdirSync(folder.path).filter((name) => name.startsWith('crashed'))).toEqual(['crashed.tline']);
});

test('an empty file is an empty session', () => {
  writeFileSync(folder.file('empty.tline'), '');
  const reader = createReader(folder.file('empty.tline'));
  expect(reader.summary()).toMatchObject({ schemaVersion: 0, counts: { exchanges: 0 } });
  expect(reader.exchangeRows({ limit: 5 })).toEqual({ rows: [], total: 0 });
  expect(reader.frames({ text: 'ä' }, { limit: 5 })).toEqual({ rows: [], total: 0 });
  reader.close();
});

test('what is missing or no session says so', () => {
  const code = (code: string) => expect.objectContaining({ code }) as Error;
  writeFileSync(folder.file('text'), 'x'.repeat(2_000));
  expect(() => createReader(folder.file('none'))).toThrowError(code('session-missing'));
  expect(() => createReader(folder.path)).toThrowError(code('session-invalid'));
  expect(() => createReader(folder.file('text'))).toThrowError(code('session-invalid'));
});

test('a page of whole frames ends after the one that passes its bytes, however they are found', () => {
  const text = 'é'.repeat(PAGE_BYTES / 4);
  for (let id = 1; id <= 5; id++) writer.write(putFrame(id, text));
  const reader = open();
  for (const filter of [{}, { text: 'É' }]) {
    const ids = (afterId?: string) =>
      reader.frames(filter, { limit: 100, ...(afterId && { afterId }) }).rows.map((frame) => frame.id);
    expect(ids()).toEqual(['1', '2', '3']);
    expect(ids('3')).toEqual(['4', '5']);
    expect(reader.frameRows(filter, { limit: 100 })).toMatchObject({ total: 5 });
  }
});

test('the last put of what a dev server said wins, and rows come in pages', () => {
  for (const id of [1, 2, 3]) writer.write(putHmr(id));
  writer.commit();
  writer.write(putHmr(2, { applied: 'inferred', appliedAt: 5 }));
  const reader = open();
  expect(reader.hmrRows({ afterId: '1', limit: 1 })).toMatchObject({ rows: [{ id: '2', appliedAt: 5 }], total: 3 });
  expect(reader.hmr('3')).toEqual(putHmr(3).record);
  expect(reader.hmr('9')).toBeUndefined();
  expect(reader.summary()).toMatchObject({ counts: { hmr: 3 }, firstAt: 1_700_000_000_001.5 });
});
