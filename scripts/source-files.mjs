// Scripts: the files that belong to the project, as git sees them.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './step.mjs';

/**
 * Paths from the checkout's folder, tracked or new but not ignored, with forward slashes.
 * @param {readonly string[]} patterns git pathspecs; none means all.
 */
export function listFiles(...patterns) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  const names = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0');
  return [...new Set(names)].filter((name) => name !== '' && existsSync(join(ROOT, name))).sort();
}
