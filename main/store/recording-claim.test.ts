import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from './connection.ts';
import { createFolder, putExchange, sampleExchange } from './fixtures/records.ts';
import { createReader } from './reader.ts';
import { beginRecording, ownMark } from './recording-mark.ts';
import { createWriter } from './writer.ts';

let folder: ReturnType<typeof createFolder>;
let path: string;

beforeEach(() => {
  folder = createFolder();
  path = folder.file('s.tline');
});

afterEach(() => folder.remove());

/** A session with one exchange under way, as a process with this mark left it. */
function leaveBehind(pid: number): void {
  const writer = createWriter({ path, version: '1' });
  writer.write(putExchange(sampleExchange(1, { state: 'open', kind: 'websocket' })));
  writer.write(putExchange(sampleExchange(2)));
  writer.close();
  const connection = openConnection(path, 'write');
  beginRecording(connection, { ...ownMark(), pid, began: '' });
  connection.close();
}

const states = () => {
  const reader = createReader(path);
  const rows = reader.exchangeRows({ limit: 9 }).rows.map(({ id, state, error }) => [id, state, error?.code]);
  reader.close();
  return rows;
};

test('a session that another process records is refused in words, and stays as it is', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  try {
    leaveBehind(child.pid ?? 0);
    const busy = { code: 'session-busy', message: expect.stringContaining(`process ${child.pid}`) as string };
    expect(() => createWriter({ path, version: '1' })).toThrowError(expect.objectContaining(busy) as Error);
    expect(states()).toEqual([
      ['1', 'open', undefined],
      ['2', 'done', undefined],
    ]);
  } finally {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  expect(states()).toEqual([
    ['1', 'failed', 'recording-ended'],
    ['2', 'done', undefined],
  ]);
});

test('a recording that goes on after a crash ends in the file what the one before left under way', () => {
  leaveBehind(0);
  const writer = createWriter({ path, version: '1' });
  writer.write(putExchange(sampleExchange(3, { state: 'pending' })));
  writer.commit();
  expect(states()).toEqual([
    ['1', 'failed', 'recording-ended'],
    ['2', 'done', undefined],
    ['3', 'pending', undefined],
  ]);
  writer.close();
  const connection = openConnection(path, 'read');
  expect(connection.scalar('SELECT state FROM exchanges WHERE id = 1')).toBe('failed');
  connection.close();
});
