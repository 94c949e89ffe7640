// Scripts: what tests need of the system around Node.js: a browser, a virtual display and its libraries.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, StepError, run, say } from './step.mjs';

/** Debian packages: Go, and the sources of all that the demo's Go back end is made with. */
export const GO_PACKAGES = [
  'golang-go',
  'golang-github-andybalholm-brotli-dev',
  'golang-github-gin-gonic-gin-dev',
  'golang-github-golang-jwt-jwt-dev',
  'golang-github-gorilla-websocket-dev',
  'golang-github-prometheus-client-golang-dev',
  'golang-go.uber-zap-dev',
  'golang-opentelemetry-otel-dev',
];

/** Debian packages: Chromium, a virtual display, what Electron links to, fonts for Latin and Chinese text, and Go. */
export const DEBIAN_PACKAGES = [
  'chromium',
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'fonts-noto-core',
  'fonts-noto-cjk',
  ...GO_PACKAGES,
];

/**
 * Which of the packages dpkg does not have installed.
 * @param {string} status What `dpkg-query -W -f '${Package} ${Status}\n'` printed.
 * @param {readonly string[]} [wanted]
 */
export function missingPackages(status, wanted = DEBIAN_PACKAGES) {
  const installed = new Set(
    status
      .split('\n')
      .filter((line) => line.endsWith(' install ok installed'))
      .map((line) => line.split(' ')[0]),
  );
  // Releases with 64-bit time renamed some libraries: libgtk-3-0t64 and libgtk-3-0 are the same thing.
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** Whether packages can be had here as Debian has them. */
const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-query');

/** Puts Go and the demo's Go back end in place where Go comes as packages; elsewhere the demo does with its Node back end. */
export async function ensureGo() {
  if (!isDebian()) return;
  await ensureDebian(GO_PACKAGES);
  const { code } = await run(process.execPath, [join(ROOT, 'demo/build-go.mjs')]);
  if (code !== 0) throw new StepError("The demo's Go back end could not be built; what Go said stands above.");
}

/** Puts the browser, display, libraries and Go in place, or says what to install. */
export async function ensureSystem() {
  if (isDebian()) return ensureDebian(DEBIAN_PACKAGES);
  const found = findChromium();
  if (found) return;
  say('Setting up Chromium for Playwright …');
  const { code } = await run(
    process.execPath,
    [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'],
    {
      output: 'stderr',
    },
  );
  if (code !== 0)
    throw new StepError('Chromium could not be set up: install Google Chrome or Chromium, then run this again.');
}

/** @param {readonly string[]} wanted */
async function ensureDebian(wanted) {
  const { text } = await run('dpkg-query', ['-W', '-f', '${Package} ${Status}\\n'], { output: 'keep' });
  const missing = missingPackages(text, wanted);
  if (missing.length === 0) return;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0)
    throw new StepError(`Tests need packages that are not installed. Run: sudo sh -c "${install}"`);
  say(`Installing ${missing.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-q'], { output: 'keep', env });
  const result = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    output: 'keep',
    env,
  });
  if (result.code !== 0)
    throw new StepError(`${updated.text}${result.text}apt-get failed. To see it by itself, run: ${install}`);
}

const CHROMIUM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's own Chromium or Chrome; undefined where Playwright's is to be used. */
export function findChromium() {
  return CHROMIUM_PATHS.find((path) => existsSync(path));
}

/**
 * A command line put behind a virtual display where there is no real one.
 * @param {readonly [string, ...string[]]} command
 * @param {{ platform: string, display: string | undefined }} [machine]
 * @returns {readonly [string, ...string[]]}
 */
export function withDisplay(command, machine = { platform: process.platform, display: process.env['DISPLAY'] }) {
  if (machine.platform !== 'linux' || machine.display) return command;
  return ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', ...command];
}
