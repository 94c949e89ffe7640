// Scripts: every source file of the product has a test beside it, holds only declarations, or is listed with the reason why not.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { findImports } from './check-imports.mjs';
import { listFiles } from './source-files.mjs';
import { ROOT } from './step.mjs';
import { TESTED_BY, UNTESTED } from './untested.mjs';

/**
 * Whether a file has nothing that runs: only types, constants and what it passes on from elsewhere.
 * @param {string} source
 */
export function holdsOnlyDeclarations(source) {
  const file = ts.createSourceFile('file.tsx', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
  /** @type {(node: ts.Node) => boolean} */
  const runs = (node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) return true;
    if (ts.isClassDeclaration(node) || ts.isExpressionStatement(node)) return true;
    return ts.forEachChild(node, (child) => runs(child) || undefined) ?? false;
  };
  return !runs(file);
}

/** What tests share: builders of records, samples, stand-ins. */
const TEST_MATERIAL = /\/(fixtures|test)\/|-(sample|rig)\.tsx?$/;

/**
 * @typedef {object} Listed
 * @property {ReadonlyMap<string, string>} testedBy The test that reaches a file, by the file's path.
 * @property {ReadonlyMap<string, string>} untested Why a file has no test, by its path.
 */

/**
 * What is wrong with the files: `path: reason`.
 * @param {readonly string[]} files All files of the folders that are checked.
 * @param {Listed} listed
 * @param {(path: string) => string} read
 */
export function findUntested(files, { testedBy, untested }, read) {
  const known = new Set(files);
  const hasTest = (/** @type {string} */ file) =>
    ['.test.ts', '.test.tsx'].some((ending) => known.has(file.replace(/\.tsx?$/, ending)));
  const isSource = (/** @type {string} */ file) =>
    /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file) && !TEST_MATERIAL.test(file);
  const isListed = (/** @type {string} */ file) => untested.has(file) || testedBy.has(file);
  const missing = files
    .filter((file) => isSource(file) && !hasTest(file) && !isListed(file) && !holdsOnlyDeclarations(read(file)))
    .map((file) => `${file}: no test beside it`);
  const stale = [...untested.keys(), ...testedBy.keys()]
    .filter((file) => !known.has(file) || hasTest(file))
    .map((file) => `${file}: listed as without a test, but it ${known.has(file) ? 'has one' : 'does not exist'}`);
  const unreached = [...testedBy]
    .filter(([file, test]) => known.has(file) && !(known.has(test) && reachable(test, known, read).has(file)))
    .map(([file, test]) => `${file}: listed as tested by ${test}, which does not reach it`);
  return [...missing, ...stale, ...unreached];
}

/**
 * All files that a file imports, and those that these import.
 * @param {string} start
 * @param {ReadonlySet<string>} known
 * @param {(path: string) => string} read
 * @returns {ReadonlySet<string>}
 */
function reachable(start, known, read) {
  const seen = new Set([start]);
  for (const file of seen) {
    for (const { specifier } of findImports(read(file))) {
      const target = posix.join(posix.dirname(file), specifier);
      if (specifier.startsWith('.') && known.has(target)) seen.add(target);
    }
  }
  return seen;
}

function main() {
  const files = listFiles('main', 'app', 'renderer');
  const listed = { testedBy: new Map(Object.entries(TESTED_BY)), untested: new Map(Object.entries(UNTESTED)) };
  const found = findUntested(files, listed, (file) => readFileSync(join(ROOT, file), 'utf8'));
  for (const line of found) process.stdout.write(`${line}\n`);
  return found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
