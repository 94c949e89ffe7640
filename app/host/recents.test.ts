import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RECENT_TARGETS, createRecents } from './recents.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('createRecents', () => {
  it('starts empty', async () => {
    const recents = createRecents(join(folder, 'none'));
    expect(await recents.targets()).toEqual([]);
    expect(await recents.sessions()).toEqual([]);
  });

  it('keeps the last targets, newest first, each once', async () => {
    const recents = createRecents(folder);
    await Promise.all(Array.from({ length: 12 }, (_, n) => recents.addTarget(`http://localhost:${n}`)));
    await recents.addTarget('http://localhost:8');
    const targets = await createRecents(folder).targets();
    expect(targets).toHaveLength(RECENT_TARGETS);
    expect(targets.slice(0, 3)).toEqual(['http://localhost:8', 'http://localhost:11', 'http://localhost:10']);
  });

  it('is a file of the user alone, with no draft left beside it', async () => {
    await createRecents(folder).addTarget('http://localhost:1');
    expect((await stat(join(folder, 'recents.json'))).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['recents.json']);
  });

  it('lists sessions from the folder and opened files, newest first, without empty and lost ones', async () => {
    const recents = createRecents(folder);
    await mkdir(join(folder, 'sessions'));
    await writeFile(join(folder, 'sessions', 'old.tline'), 'x');
    await utimes(join(folder, 'sessions', 'old.tline'), 1, 1);
    await writeFile(join(folder, 'sessions', 'empty.tline'), '');
    await writeFile(join(folder, 'sessions', 'old.tline-wal'), 'x');
    await writeFile(join(folder, 'report.har'), '{}');
    await recents.addFile(join(folder, 'report.har'));
    await recents.addFile(join(folder, 'lost.har'));
    expect((await recents.sessions()).map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['report.har', 2],
      ['old.tline', 1],
    ]);
  });

  it.each(['{', 'null', '[]', '{"targets":[1,null],"files":"x"}'])(
    'takes the damaged file %j as empty',
    async (text) => {
      await writeFile(join(folder, 'recents.json'), text);
      const recents = createRecents(folder);
      expect(await recents.targets()).toEqual([]);
      await recents.addTarget('http://localhost:1');
      expect(await recents.targets()).toEqual(['http://localhost:1']);
    },
  );
});
