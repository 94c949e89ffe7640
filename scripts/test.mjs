// Scripts: `npm test`. Does the set-up that tests need and runs every class of them, or the one that is named.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureServers } from './servers.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { ROOT, StepError, formatSeconds, run, runMain, say } from './step.mjs';
import { ensureGo, ensureSystem, withDisplay } from './system.mjs';
import { formatSummary, readPlaywrightReport, readVitestReport } from './test-summary.mjs';

const RESULTS = join(ROOT, 'test-results');

/** @typedef {import('./test-summary.mjs').ClassResult} ClassResult */

/**
 * @param {'unit' | 'views' | 'integration'} project
 * @param {readonly string[]} more
 * @returns {Promise<ClassResult>}
 */
async function runVitest(project, more) {
  const report = join(RESULTS, `${project}.json`);
  const { code, durationMs } = await run(process.execPath, [
    ...[join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more],
  ]);
  return { name: project, code, durationMs, ...readVitestReport(report) };
}

/**
 * @param {'chromium' | 'servers' | 'electron'} project
 * @param {readonly string[]} more
 * @returns {Promise<ClassResult>}
 */
async function runPlaywright(project, more) {
  const report = join(RESULTS, `${project}.json`);
  /** @type {Record<string, string>} */
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  if (project === 'electron') {
    const electron = await ensureElectron();
    if (!electron.official) env['ELECTRON_OVERRIDE_DIST_PATH'] = electron.dist;
    say(`Electron ${electron.version}${electron.official ? '' : ', the test runtime'}`);
  }
  if (project === 'servers') await ensureServers();
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  const args = [
    cli,
    'test',
    `--project=${project}`,
    '--reporter=list,json',
    `--output=${join(RESULTS, project)}`,
    ...more,
  ];
  const [command, ...rest] =
    project === 'electron' ? withDisplay([process.execPath, ...args]) : [process.execPath, ...args];
  const { code, durationMs } = await run(command, rest, { env });
  return { name: project, code, durationMs, ...readPlaywrightReport(report) };
}

/** @type {Readonly<Record<string, (more: readonly string[]) => Promise<ClassResult>>>} */
const CLASSES = {
  unit: (more) => runVitest('unit', more),
  views: (more) => runVitest('views', more),
  integration: (more) => runVitest('integration', more),
  chromium: (more) => runPlaywright('chromium', more),
  servers: (more) => runPlaywright('servers', more),
  electron: (more) => runPlaywright('electron', more),
};

/** Classes that need no browser. */
const VITEST = new Set(['unit', 'views', 'integration']);

await runMain(async () => {
  const [wanted, ...more] = process.argv.slice(2);
  const names = wanted === undefined ? Object.keys(CLASSES) : [wanted];
  if (wanted !== undefined && !CLASSES[wanted])
    throw new StepError(`Classes of tests are ${Object.keys(CLASSES).join(', ')}.`);
  await ensureInstalled();
  await ensureBuilt();
  if (names.some((name) => !VITEST.has(name))) await ensureSystem();
  await ensureGo();
  mkdirSync(RESULTS, { recursive: true });
  for (const name of names) rmSync(join(RESULTS, `${name}.json`), { force: true });
  const started = performance.now();
  const results = [];
  for (const name of names) {
    say(`\n${name} tests`);
    const result = await CLASSES[name]?.(more);
    if (result) results.push(result);
  }
  const { text, ok } = formatSummary(results);
  process.stdout.write(`\nAll in ${formatSeconds(performance.now() - started)}\n${text}\n`);
  return ok ? 0 : 1;
});
