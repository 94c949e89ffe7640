// End to end: a folder for one test, gone when the test ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestFolder {
  readonly path: string;
  /** A path in it. */
  at(name: string): string;
  remove(): void;
}

export function createFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'throughline-e2e-'));
  return {
    path,
    at: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** An environment in which the product keeps its own data in this folder and not in the user's. */
export function environmentIn(folder: TestFolder): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return {
    ...env,
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.at('config'),
    XDG_DATA_HOME: folder.at('data'),
    XDG_CACHE_HOME: folder.at('cache'),
    XDG_STATE_HOME: folder.at('state'),
    THROUGHLINE_NODE: process.execPath,
  };
}
