import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolder, endBody, putBody, putExchange, sampleExchange } from './fixtures/records.ts';
import { createReader } from './reader.ts';
import { copySession } from './session-copy.ts';
import { createWriter, type Writer } from './writer.ts';

let folder: ReturnType<typeof createFolder>;
let writer: Writer;

beforeEach(() => {
  folder = createFolder();
  writer = createWriter({ path: folder.file('s.tline'), version: '1' });
  writer.write(putExchange(sampleExchange(1)));
  writer.write(putBody('1', Buffer.from('hello')));
  writer.write(endBody('1'));
  writer.commit();
});

afterEach(() => {
  writer.close();
  folder.remove();
});

function readCopy(): unknown {
  const reader = createReader(folder.file('copy.tline'));
  const found = { exchange: reader.exchange('1'), body: Buffer.from(reader.body('1', 'response')!.raw).toString() };
  reader.close();
  return found;
}

test('a session that is being recorded is copied as one complete private file', () => {
  writeFileSync(folder.file('copy.tline'), 'what was there before');
  copySession(folder.file('s.tline'), folder.file('copy.tline'));
  expect(readCopy()).toEqual({ exchange: sampleExchange(1), body: 'hello' });
  expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.tline']);
  expect(statSync(folder.file('copy.tline')).mode & 0o777).toBe(0o600);
});

test('recording goes on after a copy', () => {
  copySession(folder.file('s.tline'), folder.file('copy.tline'));
  writer.write(putExchange(sampleExchange(2)));
  expect(writer.commit()).toBe(true);
  expect(writer.counts().exchanges).toBe(2);
});

test('a finished session is copied too', () => {
  writer.close();
  copySession(folder.file('s.tline'), folder.file('copy.tline'));
  expect(readCopy()).toMatchObject({ body: 'hello' });
  expect(readdirSync(folder.path).sort()).toEqual(['copy.tline', 's.tline']);
});

test('a copy that can not be written says where and leaves nothing', () => {
  const to = folder.file('none/copy.tline');
  expect(() => copySession(folder.file('s.tline'), to)).toThrowError(
    expect.objectContaining({ code: 'copy-failed', message: expect.stringContaining(to) as string }) as Error,
  );
  expect(existsSync(to)).toBe(false);
});
