import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolder, putExchange, sampleExchange } from './fixtures/records.ts';
import { MIGRATIONS } from './schema.ts';
import { openSessionFile } from './session-file.ts';
import { createWriter, type Writer } from './writer.ts';

let folder: ReturnType<typeof createFolder>;
let writer: Writer;
let path: string;

beforeEach(() => {
  folder = createFolder();
  path = folder.file('s.tline');
  writer = createWriter({ path, version: '1' });
  writer.write(putExchange(sampleExchange(1)));
  writer.commit();
});

afterEach(() => {
  writer.close();
  folder.remove();
});

const countIn = (path: string) => {
  const file = openSessionFile(path);
  const count = file.connection.scalar('SELECT count(*) FROM exchanges');
  file.close();
  return count;
};

test('whoever reads can not change what is recorded', () => {
  const file = openSessionFile(path);
  expect(() => file.connection.exec('DELETE FROM exchanges')).toThrow(/readonly/);
  expect(file.version).toBe(MIGRATIONS.length);
  file.close();
  expect(writer.counts().exchanges).toBe(1);
});

test('closing a reader, also twice, does not disturb a recording', () => {
  const file = openSessionFile(path);
  file.close();
  file.close();
  writer.write(putExchange(sampleExchange(2)));
  expect(writer.commit()).toBe(true);
  expect(countIn(path)).toBe(2);
});

test('a reader in the same process leaves the recording its locks, so that one in another process can not take the log away', () => {
  openSessionFile(path).close();
  const libsql = JSON.stringify(import.meta.resolve('libsql'));
  const elsewhere = `import(${libsql}).then(({ default: Database }) => {
    const database = new Database(${JSON.stringify(path)});
    try { database.exec('PRAGMA journal_mode = DELETE'); } catch (error) { console.log(error.code); }
    database.close();
  })`;
  expect(spawnSync(process.execPath, ['-e', elsewhere]).stdout.toString()).toContain('SQLITE_BUSY');
  writer.write(putExchange(sampleExchange(2)));
  expect(writer.commit()).toBe(true);
  expect(countIn(path)).toBe(2);
});

test('a log whose last part never reached the disk gives all before it', () => {
  writer.write(putExchange(sampleExchange(2)));
  writer.commit();
  const crashed = folder.file('crashed.tline');
  copyFileSync(path, crashed);
  copyFileSync(`${path}-wal`, `${crashed}-wal`);
  // Inside the header of the log's last page, which belongs to the second commit.
  truncateSync(`${crashed}-wal`, statSync(`${path}-wal`).size - 8_192);
  expect(countIn(crashed)).toBe(1);
  expect(readdirSync(folder.path).filter((name) => name.startsWith('crashed.'))).toEqual(['crashed.tline']);
});

test('a file copied without its log is read as far as it goes', () => {
  writer.close();
  const again = createWriter({ path, version: '1' });
  copyFileSync(path, folder.file('alone.tline'));
  expect(countIn(folder.file('alone.tline'))).toBe(1);
  again.close();
});
