import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBodyWriter, SEGMENT_BYTES, type BodyWriter, type PendingBody } from './body-writer.ts';
import { openConnection, type Connection } from './connection.ts';
import { createFolder } from './fixtures/records.ts';
import { migrate } from './migrations.ts';
import { createReader } from './reader.ts';

let folder: ReturnType<typeof createFolder>;
let connection: Connection;
let writer: BodyWriter;

beforeEach(() => {
  folder = createFolder();
  connection = openConnection(folder.file('s.tline'), 'write');
  migrate(connection, 's.tline');
  writer = createBodyWriter(connection);
});

afterEach(() => {
  connection.close();
  folder.remove();
});

function write(id: string, bytes: Uint8Array, ended: boolean): void {
  const body: PendingBody = { exchangeId: id, side: 'response', chunks: [bytes], bytes: bytes.length, ended };
  writer.write([body]);
  writer.committed();
}

function read(id: string): Uint8Array | undefined {
  const reader = createReader(folder.file('s.tline'));
  const body = reader.body(id, 'response');
  reader.close();
  return body?.raw;
}

const isSame = (left: Uint8Array | undefined, right: Uint8Array) => Buffer.from(left ?? []).equals(right);
const count = (table: string) => Number(connection.scalar(`SELECT count(*) FROM ${table}`));

test('a body comes back whole, however it was cut on its way', () => {
  const bytes = new Uint8Array(randomBytes(SEGMENT_BYTES * 2 + 1_234));
  for (const step of [1_000_003, 100_000, SEGMENT_BYTES, SEGMENT_BYTES - 1]) {
    const id = String(step);
    for (let from = 0; from < bytes.length; from += step) write(id, bytes.subarray(from, from + step), false);
    expect(isSame(read(id), bytes)).toBe(true);
    write(id, new Uint8Array(0), true);
    expect(isSame(read(id), bytes)).toBe(true);
  }
  expect(count('body_tails')).toBe(0);
});

test('equal contents are kept once, also when they were cut differently', () => {
  const bytes = randomBytes(SEGMENT_BYTES + 10);
  write('1', bytes, true);
  for (let from = 0; from < bytes.length; from += 50_000) write('2', bytes.subarray(from, from + 50_000), false);
  write('2', new Uint8Array(0), true);
  write('3', bytes.subarray(0, SEGMENT_BYTES), true);
  expect(count('bodies')).toBe(2);
  expect(count('body_segments')).toBe(5);
});

test('an unfinished body says how much of it is in the file', () => {
  write('1', randomBytes(SEGMENT_BYTES + 100), false);
  expect(writer.keptBytes('1', 'response')).toBe(SEGMENT_BYTES + 100);
  expect(writer.keptBytes('1', 'request')).toBe(0);
  expect(writer.open()).toMatchObject([{ exchangeId: '1', side: 'response', ended: true }]);
});

test('an undone transaction changes nothing of what is known', () => {
  write('1', Buffer.from('abc'), false);
  connection.exec('BEGIN');
  writer.write([{ exchangeId: '1', side: 'response', chunks: [Buffer.from('def')], bytes: 3, ended: true }]);
  writer.undone();
  connection.exec('ROLLBACK');
  write('1', Buffer.from('def'), true);
  expect(Buffer.from(read('1')!).toString()).toBe('abcdef');
});

test('content of an undone transaction is written again', () => {
  const body: PendingBody = { exchangeId: '1', side: 'response', chunks: [Buffer.from('abc')], bytes: 3, ended: true };
  connection.exec('BEGIN');
  writer.write([body]);
  writer.undone();
  connection.exec('ROLLBACK');
  writer.write([body]);
  writer.committed();
  expect(Buffer.from(read('1')!).toString()).toBe('abc');
});

test('a body of many small contents is found by each of its exchanges', () => {
  for (let id = 1; id <= 100; id++) write(String(id), Buffer.from(`body ${id % 10}`), true);
  expect(count('bodies')).toBe(10);
  expect(Buffer.from(read('57')!).toString()).toBe('body 7');
});

test('an empty body takes no place', () => {
  write('1', new Uint8Array(0), true);
  expect(count('body_segments')).toBe(0);
  expect(read('1')).toBeUndefined();
});
