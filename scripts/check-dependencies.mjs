// Scripts: docs/dependencies.md has a word on every package in package.json, and on no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './step.mjs';

/**
 * The packages named in the first column of the document's tables.
 * @param {string} document
 */
export function listedPackages(document) {
  const firstCells = document.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []));
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? ''));
}

/**
 * What is wrong with the list.
 * @param {readonly string[]} packages
 * @param {readonly string[]} listed
 */
export function compareLists(packages, listed) {
  return [
    ...packages.filter((name) => !listed.includes(name)).map((name) => `${name}: not in docs/dependencies.md`),
    ...listed
      .filter((name) => !packages.includes(name))
      .map((name) => `${name}: in docs/dependencies.md, but not in package.json`),
    ...listed
      .filter((name, index) => listed.indexOf(name) !== index)
      .map((name) => `${name}: twice in docs/dependencies.md`),
  ];
}

function main() {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const found = compareLists(packages, listedPackages(readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')));
  for (const line of found) process.stdout.write(`${line}\n`);
  return found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
