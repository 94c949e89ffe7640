// Pure: what an HMR record is about, as short as it can be said: the file in its folder, or a message's own name.
import type { HmrRecord } from '../../../main/model/hmr.ts';

/** Folders shown before a file's name where nothing tells the project's root. */
const SHOWN_FOLDERS = 2;

export interface HmrSubject {
  /** With a slash at its end; empty where there is none. */
  readonly folder: string;
  readonly name: string;
  /** The whole path or name. */
  readonly full: string;
  /** Further files or modules. */
  readonly more: number;
}

/** A path from the project's root, as far as it can be told: from `src/` on, or the last folders. Query and loaders are left out. */
export function shortPath(path: string): string {
  const plain = (path.split('?')[0] ?? path).split('!').at(-1) ?? path;
  const parts = plain
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const source = parts.lastIndexOf('src');
  const from = source >= 0 && source < parts.length - 1 ? source : Math.max(0, parts.length - 1 - SHOWN_FOLDERS);
  return parts.slice(from).join('/');
}

/** The subject; undefined where the server named nothing. */
export function hmrSubject(record: HmrRecord): HmrSubject | undefined {
  const paths = subjectPaths(record);
  const [full] = paths;
  if (full === undefined)
    return record.name === undefined ? undefined : { folder: '', name: record.name, full: record.name, more: 0 };
  const short = shortPath(full);
  const cut = short.lastIndexOf('/') + 1;
  return { folder: short.slice(0, cut), name: short.slice(cut), full, more: paths.length - 1 };
}

function subjectPaths(record: HmrRecord): readonly string[] {
  const { files, triggeredBy, error, modules } = record;
  if (files.length > 0) return files;
  if (triggeredBy !== undefined) return [triggeredBy];
  if (error?.file !== undefined) return [error.file];
  return [...new Set(modules.map((module) => module.acceptedPath.split('?')[0] ?? module.acceptedPath))];
}

/** The subject in one word for sentences: `Child.vue`. */
export function subjectName(record: HmrRecord): string | undefined {
  return hmrSubject(record)?.name;
}

/** `src/Child.vue:48:42`, as far as it is known. */
export function positionText(error: {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}): string {
  const file = error.file === undefined ? '' : shortPath(error.file);
  return [file, error.line, error.line === undefined ? undefined : error.column]
    .filter((part) => part !== undefined && part !== '')
    .join(':');
}
