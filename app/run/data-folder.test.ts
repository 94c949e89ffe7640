import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFolder, reserveSession, sessionName } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('dataFolder', () => {
  it.runIf(process.platform === 'linux')('follows XDG_DATA_HOME', () => {
    vi.stubEnv('XDG_DATA_HOME', folder);
    expect(dataFolder()).toBe(join(folder, 'throughline'));
  });
});

describe('sessionName', () => {
  const at = new Date(2025, 0, 31, 9, 42, 5);

  it('takes the project folder for servers of this machine and the host for others', () => {
    expect(sessionName('http://localhost:5173', '/home/u/My Shop', at)).toBe('my-shop-20250131-094205');
    expect(sessionName('http://127.0.0.1:1', '/home/u/web', at)).toBe('web-20250131-094205');
    expect(sessionName('https://shop.example.test:8443', '/home/u/web', at)).toBe(
      'shop-example-test-8443-20250131-094205',
    );
    expect(sessionName(undefined, '/', at)).toBe('session-20250131-094205');
  });
});

describe('reserveSession', () => {
  it('makes a file that only the user can read, under a free name', async () => {
    const first = await reserveSession('shop', join(folder, 'new'));
    const second = await reserveSession('shop', join(folder, 'new'));
    expect([first, second]).toEqual([join(folder, 'new', 'shop.tline'), join(folder, 'new', 'shop-2.tline')]);
    expect((await stat(first)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'new'))).mode & 0o077).toBe(0);
  });

  it('says what to do where the folder can not be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(reserveSession('shop', join(folder, 'file', 'sub'))).rejects.toMatchObject({
      code: 'session-folder',
      message: expect.stringContaining('--session') as string,
    });
  });
});
