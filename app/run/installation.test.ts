import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readInstallation } from './installation.ts';

it('finds root, version and renderer from where the bundle lies', () => {
  const root = mkdtempSync(join(tmpdir(), 'throughline-'));
  try {
    mkdirSync(join(root, 'out/main'), { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"version":"4.5.6"}');
    expect(readInstallation(join(root, 'out/main'))).toEqual({
      root,
      version: '4.5.6',
      bundleFolder: join(root, 'out/main'),
      rendererFolder: join(root, 'out/renderer'),
    });
  } finally {
    rmSync(root, { recursive: true });
  }
});
