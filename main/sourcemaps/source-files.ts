// Source maps: the files below known roots, and no others. What a map or a request names is not trusted.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { SourceRoot } from './source-path.ts';

/** The largest file that is read as a source or map, in bytes. */
export const FILE_LIMIT_BYTES = 64 * 1024 * 1024;

export interface SourceFiles {
  /** The file's real path, where it exists and lies below a root. */
  find(path: string): string | undefined;
  /** The text of such a file. */
  readText(path: string): string | undefined;
}

/** Looks at files below the roots only, symbolic links followed. */
export function createSourceFiles(roots: readonly SourceRoot[]): SourceFiles {
  const find = (path: string): string | undefined => {
    const real = realFile(path);
    return real !== undefined && roots.some(({ folder }) => isBelow(real, folder)) ? real : undefined;
  };
  return {
    find,
    readText(path) {
      const real = find(path);
      return real === undefined ? undefined : readText(real);
    },
  };
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realFile(path: string): string | undefined {
  if (!isAbsolute(path) || path.includes('\0')) return undefined;
  try {
    const real = realpathSync(path);
    const about = statSync(real);
    return about.isFile() && about.size <= FILE_LIMIT_BYTES ? real : undefined;
  } catch {
    // Not there, or not to be looked at: that is the answer.
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Gone or forbidden since it was found.
    return undefined;
  }
}
