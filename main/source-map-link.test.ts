import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QUESTION_LIMIT, SOURCE_MAP_WORKER, createSourceMapLink, type SourceMapLink } from './source-map-link.ts';

let folder: string;
let starts: number;
let link: SourceMapLink;
let kept: string[];

/** A thread that answers with what it was asked, fails for `refuse` and ends by itself for `die`. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', (request) => {
  if (request.type === 'close') return parentPort.close();
  if (request.type === 'keep') {
    const bytes = new TextEncoder().encode(request.exchangeIds.join());
    return parentPort.postMessage({ type: 'kept', record: { url: 'http://h/a.map', script: 's', at: 1 }, bytes }, [bytes.buffer]);
  }
  const { id, name, args } = request;
  if (args[0] === 'die') throw new Error('no more');
  if (args[0] === 'refuse') return parentPort.postMessage({ id, code: 'reader-failed', message: 'Refused.' });
  parentPort.postMessage({ id, value: { name, args, folder: workerData.folder } });
});`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  writeFileSync(join(folder, SOURCE_MAP_WORKER), THREAD);
  starts = 0;
  kept = [];
  link = createSourceMapLink(
    folder,
    () => {
      starts += 1;
      return { sessionPath: 's.tline', folder: '/shop', config: { roots: [], paths: [] } };
    },
    ({ url }, bytes) => kept.push(`${url} ${Buffer.from(bytes).toString()}`),
  );
});
afterEach(async () => {
  await link.close();
  rmSync(folder, { recursive: true });
});

it('starts its thread with the first question', async () => {
  expect(starts).toBe(0);
  expect(await link.check('http://h/a.js', 5)).toEqual({ name: 'check', args: ['http://h/a.js', 5], folder: '/shop' });
  expect(await link.lookup({ stack: 'x' })).toMatchObject({ name: 'lookup', args: [{ stack: 'x' }] });
  expect(await link.mapFrames([])).toMatchObject({ name: 'mapFrames', args: [[], undefined] });
  expect(await link.openable('/shop/a.ts')).toMatchObject({ name: 'openable', args: ['/shop/a.ts'] });
  expect(await link.answerLookup(Buffer.from('x'))).toMatchObject({ name: 'answerLookup' });
  expect(starts).toBe(1);
});

it('hands on the maps that are kept', async () => {
  link.keep(['1', '2']);
  await expect.poll(() => kept).toEqual(['http://h/a.map 1,2']);
  expect(starts).toBe(1);
  await link.close();
  link.keep(['3']);
  expect(starts).toBe(1);
});

it('passes on what goes wrong there', async () => {
  await expect(link.mapStack('refuse')).rejects.toMatchObject({ code: 'reader-failed', message: 'Refused.' });
});

it('starts another thread after one that failed', async () => {
  await expect(link.mapStack('die')).rejects.toMatchObject({ code: 'maps-failed' });
  expect(await link.mapStack('x')).toMatchObject({ name: 'mapStack' });
  expect(starts).toBe(2);
});

it('refuses more questions than it holds', async () => {
  const asked = Array.from({ length: QUESTION_LIMIT }, () => link.mapStack('x'));
  await expect(link.mapStack('x')).rejects.toMatchObject({ code: 'maps-busy' });
  await Promise.all(asked);
});

it('answers nothing once it is closed', async () => {
  await link.mapStack('x');
  await link.close();
  await link.close();
  await expect(link.mapStack('x')).rejects.toMatchObject({ code: 'session-closed' });
});
