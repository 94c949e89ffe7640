// Scripts: development servers that tests run for real: each installed by its lock file into a folder that git ignores.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT, StepError, formatSeconds, run, say } from './step.mjs';

/** A folder each, with package.json, package-lock.json and what else its tests need. */
export const SERVERS = join(ROOT, 'e2e/servers');
/** Where they are installed: not below node_modules, where watchers and bundlers take nothing for an application. */
export const INSTALLED = join(ROOT, '.cache/servers');

/** How many are installed at a time. */
const AT_ONCE = 3;
/** How long one installation may take. */
const INSTALL_LIMIT_MS = 180_000;
/** How often it is looked whether another process has finished the same installation. */
const LOOK_MS = 200;

const MANIFESTS = ['package.json', 'package-lock.json'];

/** Names of all servers that are installed; one without a lock file runs on the checkout's own packages. */
export function listServers(servers = SERVERS) {
  return readdirSync(servers)
    .filter((name) => existsSync(join(servers, name, 'package-lock.json')))
    .sort();
}

/**
 * The folder in which a server is installed, named after what its lock file holds.
 * @param {string} name
 * @param {{ servers?: string, installed?: string }} [folders]
 */
export function serverFolder(name, { servers = SERVERS, installed = INSTALLED } = {}) {
  const hash = createHash('sha256');
  for (const manifest of MANIFESTS) hash.update(readFileSync(join(servers, name, manifest)));
  return join(installed, `${name}-${hash.digest('hex').slice(0, 12)}`);
}

/**
 * Installs a server unless it is there. Of several processes that want the same one, the first installs it and the others wait.
 * @param {string} name
 * @param {{ servers?: string, installed?: string, install?: (folder: string) => Promise<{ code: number, text: string }> }} [options]
 * @returns {Promise<string>} The folder that has its `node_modules`.
 */
export async function ensureServer(name, { install = installWithNpm, ...folders } = {}) {
  const folder = serverFolder(name, folders);
  const lock = `${folder}.lock`;
  mkdirSync(join(folder, '..'), { recursive: true });
  while (!existsSync(join(folder, 'node_modules'))) {
    if (takeLock(lock)) {
      try {
        await installInto(folder, name, install, folders.servers ?? SERVERS);
      } finally {
        rmSync(lock, { force: true });
      }
    } else await delay(LOOK_MS);
  }
  return folder;
}

/** Installs all servers that are missing, a few at a time. */
export async function ensureServers() {
  const waiting = listServers();
  const started = performance.now();
  const missing = waiting.filter((name) => !existsSync(serverFolder(name)));
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await ensureServer(name);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (missing.length > 0) say(`Installed ${missing.join(', ')} in ${formatSeconds(performance.now() - started)}.`);
}

/**
 * Beside the place first: what is in place is whole.
 * @param {string} folder
 * @param {string} name
 * @param {(folder: string) => Promise<{ code: number, text: string }>} install
 * @param {string} servers
 */
async function installInto(folder, name, install, servers) {
  if (existsSync(join(folder, 'node_modules'))) return;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  for (const manifest of MANIFESTS) copyFileSync(join(servers, name, manifest), join(part, manifest));
  const { code, text } = await install(part);
  if (code !== 0)
    throw new StepError(`${text}The test server ${name} could not be installed; npm's own words are above.`);
  renameSync(part, folder);
}

/** @param {string} cwd */
function installWithNpm(cwd) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  return run('npm', args, { cwd, output: 'keep', timeoutMs: INSTALL_LIMIT_MS });
}

/**
 * Whether the lock is now this process's. That of a process that is gone is taken away.
 * @param {string} lock
 */
function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
