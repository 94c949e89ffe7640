import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection, type Connection } from './connection.ts';
import { createFolder } from './fixtures/records.ts';
import { beginRecording, endRecording, findRecording, isOwn, ownMark, type RecordingMark } from './recording-mark.ts';

let folder: ReturnType<typeof createFolder>;
let path: string;
let connection: Connection;

beforeEach(() => {
  folder = createFolder();
  path = folder.file('s.tline');
  connection = openConnection(path, 'write');
  connection.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
});

afterEach(() => {
  connection.close();
  folder.remove();
});

const found = (mark: Partial<RecordingMark>) => {
  beginRecording(connection, { ...ownMark(), ...mark });
  return findRecording(connection, path);
};

test('a process that lives records until it says it has ended', () => {
  expect(findRecording(connection, path)).toBeUndefined();
  beginRecording(connection, ownMark());
  const mark = findRecording(connection, path);
  expect(mark).toEqual(ownMark());
  expect(mark && isOwn(mark)).toBe(true);
  endRecording(connection, 1_700_000_000_000);
  expect(findRecording(connection, path)).toBeUndefined();
  expect(connection.scalar("SELECT value FROM meta WHERE key = 'endedAt'")).toBe('2023-11-14T22:13:20.000Z');
});

test('a mark without an end is taken away from a copy', () => {
  beginRecording(connection, ownMark());
  endRecording(connection);
  expect(connection.scalar('SELECT count(*) FROM meta')).toBe(0);
});

test('a process that was killed records no more, and neither does another one with its number', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const began = process.platform === 'linux' ? 'earlier' : '';
  expect(found({ pid, began: '' })).toMatchObject({ pid });
  if (began !== '') expect(found({ pid, began })).toBeUndefined();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  expect(found({ pid, began: '' })).toBeUndefined();
});

test('a recording on another machine counts while its files change', () => {
  expect(found({ machine: 'elsewhere' })).toMatchObject({ machine: 'elsewhere' });
  utimesSync(path, 1, 1);
  // Writing the mark changed the file; only reading it does not.
  expect(findRecording(connection, path)).toBeUndefined();
  writeFileSync(`${path}-wal`, '');
  expect(findRecording(connection, path)).toMatchObject({ machine: 'elsewhere' });
});

test.each(['no JSON', '{}', '{"machine":1,"pid":"2"}'])('a mark that can not be read stands for nobody: %s', (text) => {
  connection.prepare('INSERT INTO meta VALUES (?, ?)').run(['writer', text]);
  expect(findRecording(connection, path)).toBeUndefined();
});
