import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUILT, isBuilt, isInstalled } from './setup.mjs';

describe('installed packages', () => {
  const wanted = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': { version: '2.0.0' },
      'node_modules/only-on-windows': { version: '1.0.0', optional: true },
    },
  };

  it('are enough when each has the version of the lock file, optional ones aside', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '2.0.0' } } })).toBe(true);
  });

  it('are not enough when one is missing or of another version', () => {
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.9.0' } } })).toBe(false);
  });
});

describe('a build', () => {
  let root = '';
  /** Writes a file that was changed at this instant (seconds since the epoch). */
  const write = (path: string, changedAt: number): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), '');
    utimesSync(join(root, path), changedAt, changedAt);
  };
  const writeBuild = (changedAt: number): void => {
    for (const name of BUILT) {
      write(name, changedAt);
    }
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'throughline-setup-'));
    write('main/engine.ts', 1000);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is needed when there is none or a part of it is missing', () => {
    expect(isBuilt(root)).toBe(false);
    writeBuild(2000);
    expect(isBuilt(root)).toBe(true);
    rmSync(join(root, 'out/preload/preload.cjs'));
    expect(isBuilt(root)).toBe(false);
  });

  it('is needed when a source is newer, but not for a test', () => {
    writeBuild(2000);
    write('renderer/views/traffic/table.test.tsx', 3000);
    expect(isBuilt(root)).toBe(true);
    write('renderer/views/traffic/table.tsx', 3000);
    expect(isBuilt(root)).toBe(false);
  });
});
