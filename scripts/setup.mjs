// Scripts: what a fresh clone lacks: the packages and the build. Does only what is missing.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, StepError, formatSeconds, run, say } from './step.mjs';

/** The oldest Node.js that everything runs on. */
const OLDEST_NODE = 20;

/** What goes into `out/`. */
const SOURCES = ['main', 'app', 'renderer', 'electron.vite.config.ts', 'package-lock.json'];
/** Files that are in `out/` after a whole build. */
export const BUILT = [
  'out/main/cli.cjs',
  'out/main/electron.cjs',
  'out/main/agent.js',
  'out/main/agent-measures.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/**
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock
 */

/**
 * Whether npm's own record of what it installed has all that the lock file asks for.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json, which npm writes last
 */
export function isInstalled(wanted, installed) {
  const there = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || there[path]?.version === version,
  );
}

/** Installs the packages when they are missing or not those of the lock file. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    throw new StepError(`Node.js ${process.versions.node} is too old; install ${OLDEST_NODE} or newer.`);
  const record = join(ROOT, 'node_modules/.package-lock.json');
  if (existsSync(record) && isInstalled(readLock(join(ROOT, 'package-lock.json')), readLock(record))) return;
  say('Installing packages (npm ci) …');
  const { code, durationMs } = await run('npm', ['ci', '--no-audit', '--no-fund'], { output: 'stderr' });
  if (code !== 0) throw new StepError('npm ci failed; its own words are above.');
  say(`Packages installed in ${formatSeconds(durationMs)}.`);
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Builds when `out/` is missing, incomplete or older than a source. */
export async function ensureBuilt() {
  if (isBuilt(ROOT)) return;
  say('Building …');
  const tool = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  const { code, text, durationMs } = await run(process.execPath, [tool, 'build'], { output: 'keep' });
  if (code !== 0) throw new StepError(`${text}The build failed; its own words are above.`);
  say(`Built in ${formatSeconds(durationMs)}.`);
}

/**
 * @param {string} root
 * @returns {boolean} False when a built file is missing or older than a source.
 */
export function isBuilt(root) {
  const built = BUILT.map((path) => join(root, path));
  if (!built.every((path) => existsSync(path))) return false;
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return SOURCES.every((path) => newestChange(join(root, path)) <= oldest);
}

/**
 * The instant of the newest change at or under a path; tests do not count.
 * @param {string} path
 * @returns {number} Milliseconds since the Unix epoch; 0 where there is nothing.
 */
function newestChange(path) {
  if (!existsSync(path) || /\.test\.tsx?$/.test(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
