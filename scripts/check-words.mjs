// Scripts: no tracked file names a path of the machine it was written on, or leaves a note to self.
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listFiles } from './source-files.mjs';
import { ROOT } from './step.mjs';

/** Folders so common that their names stand in texts and tests for good reasons. */
const COMMON_FOLDERS = ['/', tmpdir(), '/root', '/home', '/Users'];

/** Words put together here, so that this file does not hold them. */
const NOTES = [['TO', 'DO'].join(''), ['FIX', 'ME'].join('')];

/**
 * What must not stand in a file.
 * @param {{ root: string, home: string }} machine
 */
export function forbiddenWords({ root, home }) {
  const paths = [root, dirname(root), home].filter((path) => !COMMON_FOLDERS.includes(path)).map((path) => `${path}/`);
  return [...new Set([...paths, ['..', 'shared'].join('/')])];
}

/**
 * `line: text` of each line that holds one of the words.
 * @param {string} content
 * @param {readonly string[]} words
 */
export function findWords(content, words) {
  return content.split('\n').flatMap((line, index) => {
    const note = NOTES.some((word) => new RegExp(`\\b${word}\\b`).test(line));
    return note || words.some((word) => line.includes(word)) ? [`${index + 1}: ${line.trim().slice(0, 120)}`] : [];
  });
}

/** Generated, or bytes that are no text. */
const LEFT_OUT = /(^|\/)package-lock\.json$|\.(png|woff2|ico|tline|gz)$/;

function main() {
  const words = forbiddenWords({ root: ROOT, home: homedir() });
  const found = listFiles()
    .filter((name) => !LEFT_OUT.test(name))
    .flatMap((name) => findWords(readFileSync(join(ROOT, name), 'utf8'), words).map((line) => `${name}:${line}`));
  for (const line of found) process.stdout.write(`${line}\n`);
  return found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main();
