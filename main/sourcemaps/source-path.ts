// Source maps: from the name a map gives a source to the files it may be. Text → paths; whether they exist is asked elsewhere.
import { posix, win32 } from 'node:path';
import { parseUrl } from '../base/url.ts';

/** A folder that sources lie in. */
export interface SourceRoot {
  readonly folder: string;
  /** What its package is called; bundlers put that name before sources. */
  readonly name?: string;
}

/** What `from` (a regular expression) matches in a source's name becomes `to`. */
export interface PathRule {
  readonly from: RegExp;
  readonly to: string;
}

export interface PathContext {
  readonly roots: readonly SourceRoot[];
  readonly rules: readonly PathRule[];
}

/** Where projects keep what is served or compiled, below their root. */
const SOURCE_FOLDERS = ['', 'src', 'app', 'public', 'src/main/java', 'src/main/kotlin'];
/** Leading folders of a URL that may be a base path and no folder on disk. */
const BASE_LIMIT = 3;

/** A source's name taken apart: a path of the whole disk, or one below some root. */
interface Named {
  readonly absolute?: string;
  /** With `/`, without leading `/` or `./`; may begin with `../`. */
  readonly relative?: string;
  /** The package it belongs to, where the name says so. */
  readonly owner?: string;
}

/** The paths a source may have, the likeliest first. */
export function toSourcePaths(source: string, { roots, rules }: PathContext): string[] {
  const rule = rules.find(({ from }) => from.test(source));
  const { absolute, relative, owner } = parseName(rule ? source.replace(rule.from, rule.to) : source);
  const ordered = owner === undefined ? roots : [...roots].sort((a, b) => rank(b, owner) - rank(a, owner));
  const below = relative === undefined ? [] : ordered.flatMap(({ folder }) => pathsBelow(folder, relative));
  return [...new Set(absolute === undefined ? below : [absolute, ...below])];
}

function rank({ folder, name }: SourceRoot, owner: string): number {
  return name === owner ? 2 : pathOf(folder).basename(folder) === owner ? 1 : 0;
}

function pathsBelow(folder: string, relative: string): string[] {
  const system = pathOf(folder);
  const direct = SOURCE_FOLDERS.map((sub) => system.join(folder, sub, relative));
  const parts = relative.split('/');
  const withoutBase = Array.from({ length: Math.min(BASE_LIMIT, parts.length - 2) }, (_, drop) =>
    system.join(folder, ...parts.slice(drop + 1)),
  );
  return [...direct, ...withoutBase];
}

/** The path functions for a folder's own system, whichever this one is. */
function pathOf(folder: string) {
  return /^[a-z]:[\\/]/i.test(folder) ? win32 : posix;
}

const DRIVE = /^\/?([a-z]:[\\/].*)$/i;
/** `scheme://owner/rest`. */
const BUNDLER = /^(?:webpack(?:-internal)?|rspack|rsbuild|turbopack|ng|vite|parcel|parcel-source):\/\/([^/]*)\/(.*)$/is;
/** What bundlers put around a path: a layer `(rsc)/`, a project `[project]/`, loaders `!./loader!./file`. */
const DECORATION = /^(?:\([\w-]+\)\/|\[project\]\/)+/;

function parseName(source: string): Named {
  const plain = source.replace(/^[^?#]*!/, '');
  const bundled = BUNDLER.exec(plain);
  if (bundled) {
    const rest = withoutQuery(bundled[2] ?? '').replace(DECORATION, '');
    const owner = bundled[1] ? { owner: decode(bundled[1]) } : {};
    // An empty owner and a second slash: the path of a file.
    return { ...fromPath(rest, rest.startsWith('/')), ...owner };
  }
  if (DRIVE.test(plain)) return fromPath(withoutQuery(plain), true);
  const url = /^[a-z][a-z0-9+.-]+:/i.test(plain) ? parseUrl(plain) : undefined;
  if (url?.protocol === 'file:') return fromPath(decode(url.pathname), true);
  if (url) return /^https?:$/.test(url.protocol) ? fromServed(decode(url.pathname)) : {};
  const path = withoutQuery(plain);
  return path.startsWith('/@fs/') || path.startsWith('@fs/') ? fromServed(path) : fromPath(path, path.startsWith('/'));
}

/** The path of a URL; Vite serves files outside its root below `/@fs/`. */
function fromServed(path: string): Named {
  const outside = /^\/?@fs\/(.*)$/.exec(path)?.[1];
  if (outside === undefined) return { relative: tidy(path) };
  return { absolute: DRIVE.test(outside) ? outside : `/${outside.replace(/^\/+/, '')}` };
}

/** An absolute path may also be meant from the root of what is served. */
function fromPath(path: string, isAbsolute: boolean): Named {
  const drive = DRIVE.exec(path)?.[1];
  if (drive !== undefined) return { absolute: drive };
  const relative = tidy(path);
  return isAbsolute ? { absolute: posix.normalize(path), relative } : { relative };
}

function tidy(path: string): string {
  return posix.normalize(path.replace(/\\/g, '/')).replace(/^\/+/, '');
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for itself.
    return text;
  }
}
