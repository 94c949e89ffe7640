import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection, type Connection } from './connection.ts';
import { createFolder } from './fixtures/records.ts';
import { SessionTables, toKey, toLimit } from './session-tables.ts';

let folder: ReturnType<typeof createFolder>;
let connection: Connection;

beforeEach(() => {
  folder = createFolder();
  connection = openConnection(folder.file('s.tline'), 'write');
});

afterEach(() => {
  connection.close();
  folder.remove();
});

test('a table that an older session lacks is empty, until it is there', () => {
  const tables = new SessionTables(connection);
  const page = () => tables.recordPage('spans', { limit: 5 }, ([record]) => record);
  expect([page(), tables.count('spans'), tables.get('spans', 'SELECT 1 FROM spans')]).toEqual([
    ...[{ rows: [], total: 0 }, 0, undefined],
  ]);
  connection.exec("CREATE TABLE spans (id INTEGER PRIMARY KEY, record TEXT); INSERT INTO spans VALUES (1, 'a')");
  expect([page(), tables.count('spans')]).toEqual([{ rows: ['a'], total: 1 }, 1]);
});

test('a session that is brought up while it is read is known to be newer', () => {
  const tables = new SessionTables(connection);
  expect(tables.isAtLeast(4)).toBe(false);
  connection.exec('PRAGMA user_version = 4');
  expect([tables.isAtLeast(4), tables.isAtLeast(3), tables.isAtLeast(5)]).toEqual([true, true, false]);
});

test('what is no id finds nothing, and no page is larger than allowed', () => {
  expect([toKey('7'), toKey(undefined), toKey('p1'), toKey('1e400')]).toEqual([7, 0, 0, 0]);
  expect([toLimit({ limit: 1e9 }), toLimit({ limit: -3 }), toLimit({ limit: 2.5 })]).toEqual([5_000, 0, 2]);
});
