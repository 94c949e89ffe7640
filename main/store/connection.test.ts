import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from './connection.ts';
import { createFolder } from './fixtures/records.ts';

let folder: ReturnType<typeof createFolder>;

beforeEach(() => {
  folder = createFolder();
});

afterEach(() => folder.remove());

test('values come back as they were given', () => {
  const connection = openConnection(folder.file('a #?%.db'), 'write');
  connection.exec('CREATE TABLE t (n INTEGER, r REAL, s TEXT, b BLOB)');
  const bytes = new Uint8Array([9, 0, 255]).subarray(1);
  connection.prepare('INSERT INTO t VALUES (?, ?, ?, ?)').run([2 ** 52, 1_700_000_000_000.125, 'ä', bytes]);
  connection.prepare('INSERT INTO t VALUES (?, ?, ?, ?)').run([null, null, null, null]);
  expect(connection.prepare('SELECT * FROM t').all([])).toEqual([
    [2 ** 52, 1_700_000_000_000.125, 'ä', Buffer.from([0, 255])],
    [null, null, null, null],
  ]);
  expect(connection.prepare('SELECT n FROM t').all([])).toEqual([[2 ** 52], [null]]);
  expect(connection.scalar('SELECT s FROM t WHERE n = ?', [2 ** 52])).toBe('ä');
  connection.close();
});

test('a reading connection refuses to write and makes no file', () => {
  expect(() => openConnection(folder.file('none.db'), 'read')).toThrow(/unable to open/i);
  openConnection(folder.file('a.db'), 'write').exec('CREATE TABLE t (x)');
  const reading = openConnection(folder.file('a.db'), 'read');
  expect(() => reading.exec('INSERT INTO t VALUES (1)')).toThrow(/readonly/);
  reading.close();
});

test('a transaction that is open says so', () => {
  const connection = openConnection(folder.file('a.db'), 'write');
  connection.exec('BEGIN');
  expect(connection.inTransaction).toBe(true);
  connection.exec('COMMIT');
  expect(connection.inTransaction).toBe(false);
  connection.close();
  connection.close();
});

test('a file that is no database fails with the code of SQLite', () => {
  writeFileSync(folder.file('x'), 'x'.repeat(500));
  const failure = expect.objectContaining({ code: 'SQLITE_NOTADB' }) as Error;
  expect(() => openConnection(folder.file('x'), 'read').scalar('SELECT count(*) FROM sqlite_master')).toThrowError(
    failure,
  );
});
