import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection, type Connection } from './connection.ts';
import { createFolder } from './fixtures/records.ts';
import { createRowInserter, updateOn, type RowInserter } from './row-inserter.ts';

let folder: ReturnType<typeof createFolder>;
let connection: Connection;
let rows: RowInserter;

beforeEach(() => {
  folder = createFolder();
  connection = openConnection(folder.file('a.db'), 'write');
  connection.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)');
  rows = createRowInserter(connection, 't', ['id', 'name']);
});

afterEach(() => {
  connection.close();
  folder.remove();
});

test.each([1, 15, 16, 17, 100])('%i rows are all there after a flush, in order', (count) => {
  for (let id = 1; id <= count; id++) rows.add([id, `row ${id}`]);
  rows.flush();
  expect(connection.scalar('SELECT count(*) FROM t')).toBe(count);
  expect(connection.scalar('SELECT name FROM t WHERE id = ?', [count])).toBe(`row ${count}`);
});

test('the later row of one key stays', () => {
  for (const name of ['first', 'second']) rows.add([1, name]);
  rows.flush();
  expect(connection.prepare('SELECT * FROM t').all([])).toEqual([[1, 'second']]);
});

test('a row that updates another stays at its place', () => {
  connection.exec('CREATE TABLE u (id INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT)');
  const columns = ['key', 'name'];
  const updating = createRowInserter(connection, 'u', columns, updateOn(['key'], columns));
  for (let round = 1; round <= 2; round++) for (let key = 1; key <= 17; key++) updating.add([String(key), `${round}`]);
  updating.flush();
  expect(connection.prepare('SELECT id, name FROM u WHERE id IN (1, 17)').all([])).toEqual([
    [1, '2'],
    [17, '2'],
  ]);
  expect(connection.scalar('SELECT max(id) FROM u')).toBe(17);
});

test('what was cleared is not written', () => {
  rows.add([1, 'a']);
  rows.clear();
  rows.add([2, 'b']);
  rows.flush();
  expect(connection.prepare('SELECT id FROM t').all([])).toEqual([[2]]);
});
