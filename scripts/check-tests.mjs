// Scripts: every source file of the product has a test beside it, holds only declarations, or is listed with the reason why not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { listFiles } from './source-files.mjs';
import { ROOT } from './step.mjs';
import { UNTESTED } from './untested.mjs';

/**
 * Whether a file has nothing that runs: only types, constants and what it passes on from elsewhere.
 * @param {string} source
 */
export function holdsOnlyDeclarations(source) {
  const file = ts.createSourceFile('file.tsx', source, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
  /** @type {(node: ts.Node) => boolean} */
  const runs = (node) =>
    ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
      ? true
      : ts.isClassDeclaration(node) || ts.isExpressionStatement(node)
        ? true
        : (ts.forEachChild(node, (child) => runs(child) || undefined) ?? false);
  return !runs(file);
}

/** What tests share: builders of records, samples, stand-ins. */
const TEST_MATERIAL = /\/(fixtures|test)\/|-sample\.tsx?$/;

/**
 * What is wrong with the files: `path: reason`.
 * @param {readonly string[]} files All files of the folders that are checked.
 * @param {ReadonlyMap<string, string>} untested Reasons by path.
 * @param {(path: string) => string} read
 */
export function findUntested(files, untested, read) {
  const known = new Set(files);
  const isTested = (/** @type {string} */ file) =>
    known.has(file.replace(/\.(tsx?)$/, '.test.$1')) || known.has(file.replace(/\.tsx?$/, '.test.ts'));
  const sources = files.filter(
    (file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file) && !TEST_MATERIAL.test(file),
  );
  const missing = sources
    .filter((file) => !isTested(file) && !untested.has(file) && !holdsOnlyDeclarations(read(file)))
    .map((file) => `${file}: no test beside it`);
  const stale = [...untested.keys()]
    .filter((file) => !known.has(file) || isTested(file))
    .map((file) => `${file}: listed as untested, but it ${known.has(file) ? 'has a test' : 'does not exist'}`);
  return [...missing, ...stale];
}

function main() {
  const files = listFiles('main', 'app', 'renderer');
  const found = findUntested(files, new Map(Object.entries(UNTESTED)), (file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  for (const line of found) process.stdout.write(`${line}\n`);
  return found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
