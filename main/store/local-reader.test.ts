import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createFolder,
  endBody,
  putBody,
  putEvent,
  putExchange,
  putFrame,
  putLog,
  sampleExchange,
} from './fixtures/records.ts';
import { createLocalReader } from './local-reader.ts';
import { createWriter } from './writer.ts';

let folder: ReturnType<typeof createFolder>;

beforeEach(() => {
  folder = createFolder();
  const writer = createWriter({ path: folder.file('s.tline'), version: '1' });
  const zipped = { sizeBytes: 30, keptBytes: 30, truncated: false, complete: true, encoding: 'gzip' };
  writer.write(putExchange(sampleExchange(1, { responseBody: zipped })));
  writer.write(putBody('1', gzipSync('hello')));
  writer.write(endBody('1'));
  writer.write(putExchange(sampleExchange(2)));
  writer.write(putBody('2', gzipSync('hello').subarray(0, 12)));
  writer.write(putFrame(1, 'frame'));
  writer.write(putEvent(1, 'event'));
  writer.write(putLog(1, 'log'));
  writer.close();
});

afterEach(() => folder.remove());

test('every question has its answer', async () => {
  const reader = createLocalReader(folder.file('s.tline'));
  const page = { limit: 10 };
  expect((await reader.summary()).counts).toMatchObject({ exchanges: 2, frames: 1, events: 1, logs: 1 });
  expect((await reader.exchange('2'))?.id).toBe('2');
  expect((await reader.exchangeRows(page)).total).toBe(2);
  expect((await reader.frameRows({}, page)).total).toBe(1);
  expect(await reader.searchFrames({ text: 'FRA' })).toEqual(['1']);
  expect((await reader.frame('1'))?.text).toBe('frame');
  expect((await reader.frames({}, page)).rows[0]?.text).toBe('frame');
  expect((await reader.eventRows('1', page)).total).toBe(1);
  expect((await reader.event('1'))?.data).toBe('event');
  expect((await reader.events(undefined, page)).rows[0]?.data).toBe('event');
  expect((await reader.logRows(page)).rows[0]?.message).toBe('log');
  await reader.close();
});

test('a body comes as it was sent and decoded', async () => {
  const reader = createLocalReader(folder.file('s.tline'));
  const body = await reader.body('1', 'response');
  expect(Buffer.from(body!.raw)).toEqual(gzipSync('hello'));
  expect(Buffer.from(body!.decoded).toString()).toBe('hello');
  expect(body).not.toHaveProperty('fault');
  expect(await reader.body('1', 'request')).toBeUndefined();
  await reader.close();
});

test('a body without a coding is its own decoding', async () => {
  const reader = createLocalReader(folder.file('s.tline'));
  const body = await reader.body('2', 'response');
  expect(body?.decoded).toBe(body?.raw);
  await reader.close();
});
