import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadElectron, findElectron, hasDisplay } from './electron-runtime.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = ''): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe('findElectron', () => {
  it('finds nothing where the package has no binary yet', () => {
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
    put('node_modules/electron/path.txt', 'electron');
    expect(findElectron(root, {}, 'linux')).toBeUndefined();
  });

  it("follows the installer's note", () => {
    put('node_modules/electron/path.txt', 'electron\n');
    const binary = put('node_modules/electron/dist/electron');
    expect(findElectron(root, {}, 'linux')).toBe(binary);
  });

  it('takes another folder first when told to, and no other then', () => {
    put('node_modules/electron/path.txt', 'electron');
    put('node_modules/electron/dist/electron');
    const other = put('other/electron');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: dirname(other) }, 'linux')).toBe(other);
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'none') }, 'linux')).toBeUndefined();
  });
});

describe('downloadElectron', () => {
  it("runs the package's installer and tells how it went", async () => {
    const said: string[] = [];
    expect(await downloadElectron(root, (line) => said.push(line))).toBe(false);
    expect(said).toEqual([]);
    put('node_modules/electron/install.js', 'process.exit(0)');
    expect(await downloadElectron(root, (line) => said.push(line))).toBe(true);
    expect(said).toHaveLength(1);
    put('node_modules/electron/install.js', 'process.exit(1)');
    expect(await downloadElectron(root, () => undefined)).toBe(false);
  });

  it('gives up at the limit', async () => {
    put('node_modules/electron/install.js', 'setInterval(() => {}, 1000)');
    expect(await downloadElectron(root, () => undefined, 50)).toBe(false);
  });
});

describe('hasDisplay', () => {
  it.each([
    [{}, 'linux', false],
    [{ DISPLAY: '' }, 'linux', false],
    [{ DISPLAY: ':0' }, 'linux', true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
    [{}, 'darwin', true],
    [{}, 'win32', true],
  ] as const)('%j on %s: %s', (env, platform, expected) => {
    expect(hasDisplay(env, platform)).toBe(expected);
  });
});
