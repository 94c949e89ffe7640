// Shell: a folder for files that are needed while the run lasts; private, and removed at its end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from '../../main/base/disposable.ts';

export interface TempFolder extends Disposable {
  /** A path in the folder for a file that is not there yet. The folder is made on first use. */
  file(name: string): Promise<string>;
  close(): Promise<void>;
}

export function createTempFolder(): TempFolder {
  let folder: Promise<string> | undefined;
  let count = 0;
  return {
    file: async (name) => {
      // mkdtemp makes folders that only the user can enter.
      folder ??= mkdtemp(join(tmpdir(), 'throughline-'));
      count += 1;
      return join(await folder, `${count}-${name.replace(/[^\w.-]+/g, '_').slice(-100)}`);
    },
    close: async () => {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}
