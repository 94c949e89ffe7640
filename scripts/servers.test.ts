import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureServer, listServers, serverFolder } from './servers.mjs';

let root: string;
let servers: string;
let installed: string;
let runs: string[];

/** Installs a package that is nothing but a folder. */
const install = async (folder: string) => {
  runs.push(folder);
  mkdirSync(join(folder, 'node_modules/a'), { recursive: true });
  return { code: 0, text: '' };
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-servers-'));
  servers = join(root, 'servers');
  installed = join(root, 'installed');
  runs = [];
  mkdirSync(join(servers, 'vite-5'), { recursive: true });
  mkdirSync(join(servers, 'without-packages'));
  writeFileSync(join(servers, 'vite-5/package.json'), '{}');
  writeFileSync(join(servers, 'vite-5/package-lock.json'), '{"lockfileVersion":3}');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('those with a lock file are installed, the others run on the checkout’s packages', () => {
  expect(listServers(servers)).toEqual(['vite-5']);
});

it('a server is installed once, also when it is asked for twice at a time', async () => {
  const options = { servers, installed, install };
  const [first, second] = await Promise.all([ensureServer('vite-5', options), ensureServer('vite-5', options)]);
  expect(first).toBe(second);
  expect(await ensureServer('vite-5', options)).toBe(first);
  expect(runs).toHaveLength(1);
  expect(existsSync(join(first, 'node_modules/a'))).toBe(true);
  expect(readFileSync(join(first, 'package-lock.json'), 'utf8')).toContain('lockfileVersion');
});

it('another lock file is another installation', async () => {
  const before = await ensureServer('vite-5', { servers, installed, install });
  writeFileSync(join(servers, 'vite-5/package-lock.json'), '{"lockfileVersion":2}');
  expect(serverFolder('vite-5', { servers, installed })).not.toBe(before);
});

it('what failed half way is not taken for installed, and says why', async () => {
  const failing = async (folder: string) => {
    mkdirSync(join(folder, 'node_modules'));
    return { code: 1, text: 'no such version\n' };
  };
  const options = { servers, installed };
  await expect(ensureServer('vite-5', { ...options, install: failing })).rejects.toThrow(/no such version\n.*vite-5/);
  await ensureServer('vite-5', { ...options, install });
  expect(runs).toHaveLength(1);
});

it('the lock of a process that is gone does not hold the others up', async () => {
  mkdirSync(installed);
  // No process has this id: it is above every system's limit.
  writeFileSync(`${serverFolder('vite-5', { servers, installed })}.lock`, '2147483646');
  await ensureServer('vite-5', { servers, installed, install });
  expect(runs).toHaveLength(1);
});
