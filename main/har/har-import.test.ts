import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importHar, type RecordedSink } from './har-import.ts';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'har-import-')), 'x.har');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const entry = (text = '') => ({
  startedDateTime: '2026-01-01T00:00:00Z',
  request: { url: 'http://h/' },
  response: { status: 200, content: { mimeType: 'text/plain', text } },
});
const put = (entries: readonly unknown[]): Promise<void> => writeFile(path, JSON.stringify({ log: { entries } }));

/** Notes what is done to it; `fault` makes commits fail. */
function sinkOf(fault?: RecordedSink['fault']): RecordedSink & { readonly done: string[] } {
  const done: string[] = [];
  return {
    done,
    fault,
    write: ({ kind }) => void done.push(kind),
    commit: () => done.push('commit') > 0 && fault === undefined,
    close: () => void done.push('close'),
  };
}

it('writes, commits and closes', async () => {
  await put([entry('a'), null]);
  const sink = sinkOf();
  const warnings: unknown[] = [];
  expect(await importHar(path, sink, (warning) => warnings.push(warning))).toEqual({ exchanges: 1, warnings: 1 });
  expect(sink.done).toEqual(['exchange', 'body', 'body-end', 'commit', 'close']);
  expect(warnings).toHaveLength(1);
});

it('commits on the way, by bytes', async () => {
  await put(Array.from({ length: 4 }, () => entry('x'.repeat(5 * 1024 * 1024))));
  const sink = sinkOf();
  await importHar(path, sink, () => undefined);
  expect(sink.done.filter((one) => one === 'commit')).toHaveLength(3);
});

it('stops and closes when the session can not be written', async () => {
  await put([entry()]);
  const sink = sinkOf({ code: 'disk-full', message: 'The disk is full' });
  await expect(importHar(path, sink, () => undefined)).rejects.toMatchObject({ code: 'disk-full' });
  expect(sink.done.at(-1)).toBe('close');
});

it('closes when the HAR can not be read', async () => {
  await writeFile(path, 'x');
  const sink = sinkOf();
  await expect(importHar(path, sink, () => undefined)).rejects.toMatchObject({ code: 'har-invalid' });
  expect(sink.done).toEqual(['close']);
});
