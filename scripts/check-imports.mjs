// Scripts: holds every import against the table of which folder may import which, and names each break.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { AREAS, ELECTRON_FILES } from './import-table.mjs';
import { listFiles } from './source-files.mjs';
import { ROOT } from './step.mjs';

/**
 * @typedef {{ line: number, specifier: string }} Import
 */

/**
 * Every module that a source names: import, export from, import(), require() and types.
 * @param {string} source
 * @returns {readonly Import[]}
 */
export function findImports(source) {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName, pos }) => ({
    line: source.slice(0, pos).split('\n').length,
    specifier: fileName,
  }));
}

/**
 * Why a file may not import that; undefined where it may.
 * @param {string} file Path from the checkout's folder.
 * @param {string} specifier
 * @returns {string | undefined}
 */
export function findBreak(file, specifier) {
  const area = AREAS.find(({ files }) => files.test(file));
  if (!area) return 'its folder is not in the import table';
  if (specifier.startsWith('.')) return findProjectBreak(area, file, posix.join(posix.dirname(file), specifier));
  if (specifier === 'electron' && !ELECTRON_FILES.test(file)) return 'only app/ imports electron';
  if (specifier === 'vitest' && /\.test\.tsx?$/.test(file)) return undefined;
  if (specifier.startsWith('node:')) return area.node || isTest(file) ? undefined : 'no Node.js built-ins here';
  if (isBuiltin(specifier)) return 'write it with node: in front';
  return area.packages?.test(packageName(specifier))
    ? undefined
    : 'this package is not in the import table for its folder';
}

/**
 * @param {import('./import-table.mjs').Area} area
 * @param {string} file
 * @param {string} target
 * @returns {string | undefined}
 */
function findProjectBreak(area, file, target) {
  if (area.files.test(target) || area.project?.test(target)) return undefined;
  if (target.startsWith(`${folderOf(file)}/`)) return undefined;
  return `${folderOf(file)} may not import ${target}`;
}

/** @param {string} file */
function folderOf(file) {
  return /^main\/[^/]+\//.test(file) ? file.split('/').slice(0, 2).join('/') : posix.dirname(file);
}

/** @param {string} file */
function isTest(file) {
  return /\.(test|spec)\.tsx?$/.test(file);
}

/**
 * `@scope/name` or `name`, without the path in the package.
 * @param {string} specifier
 */
function packageName(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * A Vue component's script, with the lines before it kept empty so that line numbers hold.
 * @param {string} file
 * @param {string} source
 */
export function scriptOf(file, source) {
  if (!file.endsWith('.vue')) return source;
  const found = /<script[^>]*>([\s\S]*?)<\/script>/.exec(source);
  return found ? source.slice(0, found.index).replace(/[^\n]/g, ' ') + (found[1] ?? '') : '';
}

function main() {
  const files = listFiles('*.ts', '*.tsx', '*.mjs', '*.cjs', '*.vue').filter((file) => AREA_ROOTS.test(file));
  let breaks = 0;
  for (const file of files) {
    const source = scriptOf(file, readFileSync(join(ROOT, file), 'utf8'));
    for (const { line, specifier } of findImports(source)) {
      const why = findBreak(file, specifier);
      if (why === undefined) continue;
      breaks += 1;
      process.stdout.write(`${file}:${line}: '${specifier}': ${why}\n`);
    }
  }
  return breaks === 0 ? 0 : 1;
}

/** Folders whose files are checked; what lies beside them configures tools. */
const AREA_ROOTS = /^(?!e2e\/servers\/)(main|app|renderer|demo|bench|e2e|scripts)\/(?!.*(?:^|\/)fixtures\/)/;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
