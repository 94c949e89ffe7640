import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../base/fault.ts';
import { JsonSink, writeFileWhole } from './json-sink.ts';

async function* list(...items: readonly unknown[]): AsyncGenerator<unknown, void, undefined> {
  yield* items;
}

describe('JsonSink', () => {
  it('writes arrays of any length', async () => {
    const out = new PassThrough();
    const sink = new JsonSink(out);
    await sink.writeArray(list());
    await sink.writeArray(list({ a: 1 }, 2));
    await sink.flush();
    expect(String(out.read())).toBe('[][\n{"a":1},\n2\n]');
  });

  it('waits until a full stream has room', async () => {
    let take: (() => void) | undefined;
    const taken: string[] = [];
    const out = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        taken.push(chunk.toString());
        take = done;
      },
    });
    const sink = new JsonSink(out);
    await sink.write('a');
    let settled = false;
    const flushed = sink.flush().then(() => (settled = true));
    await Promise.resolve();
    expect([taken, settled]).toEqual([['a'], false]);
    take?.();
    await flushed;
    expect(settled).toBe(true);
  });

  it('rejects with what went wrong, then and later', async () => {
    const out = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        done(new Error('gone'));
      },
    });
    const sink = new JsonSink(out);
    await sink.write('a');
    await expect(sink.flush()).rejects.toThrow('gone');
    await sink.write('b');
    await expect(sink.flush()).rejects.toThrow('gone');
  });

  it('leaves no listener behind', () => {
    const out = new PassThrough();
    const before = ['error', 'close', 'drain'].map((name) => out.listenerCount(name));
    new JsonSink(out).release();
    expect(['error', 'close', 'drain'].map((name) => out.listenerCount(name))).toEqual(before);
  });
});

describe('writeFileWhole', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'json-sink-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('shows the file only when all of it is written', async () => {
    const path = join(folder, 'a.json');
    await writeFileWhole(path, async (sink) => {
      await sink.write('x'.repeat(200_000));
      expect(await readdir(folder)).not.toContain('a.json');
    });
    expect(await readdir(folder)).toEqual(['a.json']);
    expect(await readFile(path, 'utf8')).toHaveLength(200_000);
  });

  it('passes faults on and leaves nothing', async () => {
    const written = writeFileWhole(join(folder, 'a.json'), async (sink) => {
      await sink.write('x');
      throw new Fault('session-closed', 'It was closed');
    });
    await expect(written).rejects.toMatchObject({ code: 'session-closed' });
    expect(await readdir(folder)).toEqual([]);
  });
});
