import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../model/session.ts';
import { openConnection, type Connection } from './connection.ts';
import {
  createFolder,
  endBody,
  putAction,
  putBody,
  putError,
  putEvent,
  putExchange,
  putFrame,
  putLog,
  putPage,
  sampleExchange,
} from './fixtures/records.ts';
import { HELD_BYTES } from './pending.ts';
import { createReader } from './reader.ts';
import { COMMIT_RECORDS, createWriter, RETRY_MS, type Writer } from './writer.ts';

let folder: ReturnType<typeof createFolder>;
let writers: Writer[];
let now: number;

beforeEach(() => {
  folder = createFolder();
  writers = [];
  now = 1_700_000_000_000;
});

afterEach(() => {
  for (const writer of writers) writer.close();
  folder.remove();
});

function open(name = 's.tline', connect?: (path: string) => Connection): Writer {
  const writer = createWriter({
    path: folder.file(name),
    version: '1.2.3',
    clock: () => now,
    ...(connect && { connect }),
  });
  writers.push(writer);
  return writer;
}

/** A writer and its connection, to make the disk fail. */
function openFailing(): { writer: Writer; disk: Connection } {
  let disk: Connection | undefined;
  const writer = open('s.tline', (path) => (disk = openConnection(path, 'write')));
  return { writer, disk: disk! };
}

const read = <T>(use: (reader: ReturnType<typeof createReader>) => T): T => {
  const reader = createReader(folder.file('s.tline'));
  try {
    return use(reader);
  } finally {
    reader.close();
  }
};

test('what was written before a close is read back exactly', () => {
  const writer = open();
  const exchange = sampleExchange(1, {
    error: { code: 'ECONNRESET', phase: 'receive', message: 'The upstream went away.', by: 'upstream' },
    close: { code: 1001, reason: 'going', by: 'client' },
    subprotocol: 'chat',
    extensions: 'permessage-deflate',
    undecoded: [{ direction: 'in', at: 3.5, code: 'frame-invalid', message: 'A frame was not valid.' }],
    marks: [1.5, 2.5],
  });
  writer.write(putExchange(exchange));
  writer.write(putFrame(1, 'hello'));
  writer.write(putEvent(1, 'tick'));
  writer.write(putLog(1, 'listening'));
  writer.write({ kind: 'dropped', count: 3 });
  writer.close();
  read((reader) => {
    expect(reader.exchange('1')).toEqual(exchange);
    expect(reader.frame('1')).toMatchObject({ text: 'hello', direction: 'in', opcode: 'text', wireBytes: 7 });
    expect(reader.event('1')).toMatchObject({ data: 'tick', event: 'message' });
    expect(reader.logRows({ limit: 10 }).rows).toMatchObject([{ message: 'listening', fields: { port: 1 } }]);
    expect(reader.summary()).toMatchObject({ version: '1.2.3', schemaVersion: SCHEMA_VERSION, dropped: 3 });
  });
});

test('a closed session is one private file with nothing beside it', () => {
  const writer = createWriter({ path: join(folder.path, 'new', 's.tline'), version: '1' });
  writer.write(putExchange(sampleExchange(1)));
  writer.close();
  const made = join(folder.path, 'new');
  expect(readdirSync(made)).toEqual(['s.tline']);
  expect(statSync(join(made, 's.tline')).mode & 0o777).toBe(0o600);
  expect(statSync(made).mode & 0o777).toBe(0o700);
});

test('the last put of an exchange wins, across commits too', () => {
  const writer = open();
  writer.write(putExchange(sampleExchange(1, { state: 'pending' })));
  writer.write(putExchange(sampleExchange(1, { state: 'streaming' })));
  writer.commit();
  writer.write(putExchange(sampleExchange(1, { state: 'done', status: 404 })));
  writer.commit();
  read((reader) => {
    expect(reader.exchangeRows({ limit: 10 })).toMatchObject({ total: 1, rows: [{ state: 'done', status: 404 }] });
  });
});

test('many records are committed without being asked', () => {
  const writer = open();
  for (let id = 1; id <= COMMIT_RECORDS; id++) writer.write(putExchange(sampleExchange(id)));
  read((reader) => expect(reader.summary().counts.exchanges).toBe(COMMIT_RECORDS));
});

test('an error that is put again replaces what was known, also after a commit', () => {
  const writer = open();
  writer.write(putError(1, { mapped: false }));
  writer.commit();
  writer.write(putError(1, { count: 7 }));
  writer.write(putPage('p1', { lost: 1 }));
  writer.write(putPage('p1', { lost: 2 }));
  writer.commit();
  read((reader) => {
    expect(reader.errorRows({ limit: 9 })).toEqual({ rows: [putError(1, { count: 7 }).record], total: 1 });
    expect(reader.pageRows({ limit: 9 }).rows).toMatchObject([{ id: 'p1', lost: 2 }]);
  });
});

test('a map is kept once for each script and address', () => {
  const writer = open();
  const map = { url: 'http://h/a.map', script: 'aa', at: 1 };
  writer.write({ kind: 'map', record: map, bytes: Buffer.from('old') });
  writer.write({ kind: 'map', record: { ...map, at: 2 }, bytes: Buffer.from('{}') });
  writer.write({ kind: 'map', record: { ...map, script: 'bb' }, bytes: Buffer.from('[]') });
  writer.commit();
  read((reader) => {
    expect(reader.keptMap('http://h/a.map', 'aa')).toEqual({ ...map, at: 2, bytes: Buffer.from('{}') });
    expect(reader.keptMap('http://h/b.map', 'aa')).toBeUndefined();
    expect(reader.keptMapBytes()).toBe(4);
  });
});

test('a session is continued with the next free ids', () => {
  const first = open();
  first.write(putExchange(sampleExchange(7)));
  first.write(putFrame(9, 'x'));
  first.write({ kind: 'dropped', count: 2 });
  first.write(putError(3));
  first.write(putAction(8));
  first.close();
  const second = open();
  expect(second.firstIds()).toEqual({
    exchange: 8,
    frame: 10,
    event: 1,
    log: 1,
    hmr: 1,
    error: 4,
    action: 9,
    page: 1,
    profile: 1,
  });
  expect(second.counts()).toEqual({ exchanges: 1, dropped: 2 });
});

test('a file that is no session is refused and left as it was', () => {
  writeFileSync(folder.file('notes.txt'), 'these are my notes, not a database, and they are long enough to be one');
  expect(() => open('notes.txt')).toThrowError(expect.objectContaining({ code: 'session-invalid' }) as Error);
  expect(statSync(folder.file('notes.txt')).size).toBe(70);
});

test('a place that can not be written is refused with its path', () => {
  writeFileSync(folder.file('file'), '');
  expect(() => open('file/s.tline')).toThrowError(
    expect.objectContaining({
      code: 'session-unwritable',
      message: expect.stringContaining('file/s.tline') as string,
    }) as Error,
  );
  expect(existsSync(folder.file('file/s.tline'))).toBe(false);
});

test('a full disk loses nothing when space comes back in time', () => {
  const { writer, disk } = openFailing();
  disk.exec(`PRAGMA max_page_count = ${Number(disk.scalar('PRAGMA page_count'))}`);
  for (let id = 1; id <= 50; id++) {
    writer.write(putExchange(sampleExchange(id)));
    writer.write(putBody(String(id), Buffer.alloc(2_000, id)));
    writer.write(endBody(String(id)));
  }
  expect(writer.commit()).toBe(false);
  expect(writer.fault).toMatchObject({
    code: 'session-unwritable',
    message: expect.stringContaining('disk is full') as string,
  });
  disk.exec('PRAGMA max_page_count = 1000000');
  expect(writer.commit()).toBe(false);
  now += RETRY_MS;
  expect(writer.commit()).toBe(true);
  expect(writer.fault).toBeUndefined();
  expect(writer.counts()).toEqual({ exchanges: 50, dropped: 0 });
  read((reader) => expect(reader.body('50', 'response')?.raw).toEqual(new Uint8Array(2_000).fill(50)));
});

test('a disk that stays full costs bodies, counted and marked, and no exchange', () => {
  const { writer, disk } = openFailing();
  writer.write(putBody('1', Buffer.alloc(1_000, 1)));
  writer.commit();
  disk.exec('PRAGMA query_only = 1');
  const chunk = Buffer.alloc(1024 * 1024, 2);
  for (let sent = 0; sent <= HELD_BYTES; sent += chunk.length) writer.write(putBody('1', chunk));
  const { dropped } = writer.counts();
  expect(dropped).toBeGreaterThan(HELD_BYTES / chunk.length - 1);
  writer.write(putBody('1', chunk));
  expect(writer.counts().dropped).toBe(dropped + 1);
  writer.write(endBody('1'));
  writer.write(putExchange(sampleExchange(1)));
  disk.exec('PRAGMA query_only = 0');
  now += RETRY_MS;
  expect(writer.commit()).toBe(true);
  read((reader) => {
    expect(reader.exchange('1')?.responseBody).toMatchObject({ truncated: true, keptBytes: 1_000 });
    expect(reader.body('1', 'response')?.raw).toHaveLength(1_000);
    expect(reader.summary().dropped).toBe(dropped + 1);
  });
});

test('a record that the file refuses is left out and does not stop the next', () => {
  const writer = open();
  writer.write(putExchange(sampleExchange(1, { method: undefined as unknown as string })));
  expect(writer.commit()).toBe(false);
  expect(writer.counts()).toEqual({ exchanges: 0, dropped: 1 });
  now += RETRY_MS;
  writer.write(putExchange(sampleExchange(2)));
  expect(writer.commit()).toBe(true);
  expect(writer.counts().exchanges).toBe(1);
});
