import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileFollower, createFileFollower } from './file-follower.ts';

let folder: string;
let follower: FileFollower | undefined;
let written: Record<string, string>;
let changes: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  [written, changes, follower] = [{}, 0, undefined];
});
afterEach(async () => {
  await follower?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function follow(...paths: string[]): Promise<void> {
  follower = await createFileFollower({
    ...{ folder, clock: () => performance.now(), files: paths.map((path) => ({ path })) },
    onOutput: ({ path, text }) => (written[path] = (written[path] ?? '') + text),
    onChange: () => (changes += 1),
  });
}

describe('createFileFollower', () => {
  it('reads what files grow by, under the names they were given', async () => {
    const [a, b] = [join(folder, 'a.log'), join(folder, 'b.log')];
    writeFileSync(a, 'old\n');
    await follow('a.log', b);
    appendFileSync(a, 'one\n');
    writeFileSync(b, 'two\n');
    await expect.poll(() => written).toEqual({ 'a.log': 'one\n', [b]: 'two\n' });
    renameSync(a, join(folder, 'a.log.1'));
    writeFileSync(a, 'three\n');
    await expect.poll(() => written['a.log']).toBe('one\nthree\n');
  });

  it('finds a file in a folder that comes later', async () => {
    await follow('logs/app.log');
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'logs', 'app.log'), 'here\n');
    await expect.poll(() => written['logs/app.log']).toBe('here\n');
  });

  it('tells which can not be read, and that it changed', async () => {
    mkdirSync(join(folder, 'a.log'));
    await follow('a.log', 'missing.log');
    expect(follower?.files).toEqual([
      { path: 'a.log', fault: expect.stringContaining('folder') as string },
      { path: 'missing.log' },
    ]);
    expect(changes).toBe(1);
    rmSync(join(folder, 'a.log'), { recursive: true });
    await expect.poll(() => follower?.files[0]).toEqual({ path: 'a.log' });
    expect(changes).toBe(2);
  });

  it('reads all that was written before it is closed', async () => {
    await follow('a.log');
    writeFileSync(join(folder, 'a.log'), 'x\n'.repeat(2_000_000));
    await follower?.close();
    expect(written['a.log']?.length).toBe(4_000_000);
  });
});
