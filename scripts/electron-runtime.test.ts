import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkHash, findElectron } from './electron-runtime.mjs';

let root = '';
const write = (path: string, text = ''): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-electron-'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

describe('the Electron to test with', () => {
  it('is none where there is none, also when only its package is installed', () => {
    write('node_modules/electron/package.json', '{}');
    expect(findElectron(root)).toBeUndefined();
  });

  it('is the test runtime only as long as the real one is not there', () => {
    write('.cache/electron-test-25.1.1-1/electron');
    expect(findElectron(root)).toMatchObject({ version: '25.1.1', official: false });
    write('node_modules/electron/path.txt', 'electron');
    expect(findElectron(root)).toMatchObject({ official: false });
    write('node_modules/electron/dist/electron');
    write('node_modules/electron/dist/version', 'v45.4.1');
    expect(findElectron(root)).toMatchObject({
      executable: join(root, 'node_modules/electron/dist/electron'),
      version: '45.4.1',
      official: true,
    });
  });

  it('is the one that the environment names', () => {
    write('node_modules/electron/path.txt', 'electron');
    write('node_modules/electron/dist/electron');
    write('mine/electron');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(root, 'mine'));
    expect(findElectron(root)?.dist).toBe(join(root, 'mine'));
  });
});

it('refuses a file whose hash is not the expected one', () => {
  write('file', 'abc');
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(() => checkHash(join(root, 'file'), 'sha256', 'hex', sha256)).not.toThrow();
  expect(() => checkHash(join(root, 'file'), 'sha256', 'hex', sha256.replace('b', 'c'))).toThrow(
    'is not what was expected',
  );
});
