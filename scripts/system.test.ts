import { describe, expect, it } from 'vitest';
import { DEBIAN_PACKAGES, missingPackages, withDisplay } from './system.mjs';

describe('Debian packages', () => {
  const status = (names: readonly string[], state = 'install ok installed') =>
    names.map((name) => `${name} ${state}`).join('\n');

  it('are all missing on a bare system and none on a complete one', () => {
    expect(missingPackages('')).toEqual(DEBIAN_PACKAGES);
    expect(missingPackages(status(DEBIAN_PACKAGES))).toEqual([]);
  });

  it('count as missing when they were removed, and as there under their newer name', () => {
    expect(missingPackages(status(['xvfb'], 'deinstall ok config-files'), ['xvfb'])).toEqual(['xvfb']);
    expect(missingPackages(status(['libgtk-3-0t64']), ['libgtk-3-0'])).toEqual([]);
  });
});

describe('a display', () => {
  it('is made where Linux has none, and left alone otherwise', () => {
    expect(withDisplay(['node', 'a.js'], { platform: 'linux', display: undefined })).toEqual(
      expect.arrayContaining(['xvfb-run', 'node', 'a.js']),
    );
    expect(withDisplay(['node'], { platform: 'linux', display: ':0' })).toEqual(['node']);
    expect(withDisplay(['node'], { platform: 'darwin', display: undefined })).toEqual(['node']);
  });
});
