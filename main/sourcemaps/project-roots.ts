// Source maps: finds the folders that sources lie in, from the folder Throughline runs in.
import { existsSync, readFileSync, readdirSync, realpathSync, type Dirent } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SourceRoot } from './source-path.ts';

/** Files that stand in the root of a project. */
const PROJECT_FILES = [
  'package.json',
  'go.mod',
  'pyproject.toml',
  'pom.xml',
  'build.gradle',
  'deno.json',
  'Cargo.toml',
];
/** Files that stand in the root of what a dev server serves, which need not be a project of its own. */
const SERVED_FILES = ['index.html', 'vite.config.ts', 'vite.config.js', 'vite.config.mjs'];
/** Files that stand in the root of several projects kept together. */
const WORKSPACE_FILES = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json', 'go.work', '.git'];
/** Folders looked into for a workspace's projects, and how deep. */
const FOLDER_LIMIT = 500;
const DEPTH_LIMIT = 3;
const PASSED_OVER = /^(?:\.|node_modules$|dist$|build$|out$|target$|coverage$|vendor$)/;

/** The project that `folder` belongs to, the folder itself, the workspace around it, then its other projects; with what the configuration adds first. */
export function findProjectRoots(folder: string, configured: readonly string[] = []): SourceRoot[] {
  const start = resolve(folder);
  const project = findUp(start, (at) => has(at, PROJECT_FILES)) ?? start;
  const workspace = findUp(start, isWorkspace) ?? project;
  const own = [project, start, workspace].filter((at) => dirname(at) !== at);
  const folders = [...configured.map((root) => resolve(start, root)), ...own, ...own.slice(-1).flatMap(findProjects)];
  return [...new Set(folders.flatMap(toRealPath))].map(toRoot);
}

function findUp(start: string, matches: (folder: string) => boolean): string | undefined {
  for (let at = start; ; at = dirname(at)) {
    // The root of the disk is no project, whatever lies there.
    if (dirname(at) === at) return undefined;
    if (matches(at)) return at;
  }
}

function has(folder: string, names: readonly string[]): boolean {
  return names.some((name) => existsSync(join(folder, name)));
}

function isWorkspace(folder: string): boolean {
  return has(folder, WORKSPACE_FILES) || 'workspaces' in readManifest(folder);
}

function findProjects(workspace: string): string[] {
  const found: string[] = [];
  let level = [workspace];
  let left = FOLDER_LIMIT;
  for (let depth = 0; depth < DEPTH_LIMIT && left > 0; depth += 1) {
    const next = level.flatMap(subfolders).slice(0, left);
    left -= next.length;
    found.push(...next.filter((folder) => has(folder, PROJECT_FILES) || has(folder, SERVED_FILES)));
    level = next;
  }
  return found;
}

function subfolders(folder: string): string[] {
  return readEntries(folder)
    .filter((entry) => entry.isDirectory() && !PASSED_OVER.test(entry.name))
    .map(({ name }) => join(folder, name));
}

function readEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that can't be read holds nothing for us.
    return [];
  }
}

function toRealPath(folder: string): string[] {
  try {
    return [realpathSync(folder)];
  } catch {
    // A root of the configuration that is not there.
    return [];
  }
}

function toRoot(folder: string): SourceRoot {
  const { name } = readManifest(folder);
  return typeof name === 'string' ? { folder, name } : { folder };
}

function readManifest(folder: string): { readonly name?: unknown; readonly workspaces?: unknown } {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // None there, or one that is being edited.
    return {};
  }
}
