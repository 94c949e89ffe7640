// Shell: where the parts of this installation lie, in a checkout and in a packaged app alike.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Installation {
  /** The folder that holds package.json. */
  readonly root: string;
  readonly version: string;
  /** Where the bundle and its workers lie. */
  readonly bundleFolder: string;
  readonly rendererFolder: string;
}

/** The installation that a bundle in `<root>/out/main` belongs to. */
export function readInstallation(bundleFolder: string = __dirname): Installation {
  const root = join(bundleFolder, '..', '..');
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '0.0.0';
  return { root, version, bundleFolder, rendererFolder: join(root, 'out', 'renderer') };
}
