// Scripts: what the test runners reported, counted and put into the closing words of `npm test`.
import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** The most first lines of failures that the closing words repeat. */
const FAILURES_SHOWN = 20;

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Counts `failures` has a line each: the test's name and what was wrong.
 * @typedef {Counts & { name: string, code: number, durationMs: number }} ClassResult `code` is the runner's exit code.
 */

/**
 * @param {string} path Where Vitest's JSON reporter wrote; a missing file counts as nothing run.
 * @returns {Counts}
 */
export function readVitestReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: (report.testResults ?? []).flatMap(toVitestFailures),
  };
}

/**
 * @param {string} path Where Playwright's JSON reporter wrote; a missing file counts as nothing run.
 * @returns {Counts} A flaky test counts as failed.
 */
export function readPlaywrightReport(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 };
  const { stats, suites = [] } = JSON.parse(readFileSync(path, 'utf8'));
  const failures = suites.flatMap(toPlaywrightFailures);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, failures };
}

/** @param {{ name: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }} file */
function toVitestFailures({ name, message, assertionResults }) {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return message ? [toFailure(name, message)] : [];
  return failed.map(({ fullName, failureMessages = [] }) => toFailure(fullName, failureMessages[0]));
}

/**
 * @typedef {{ file?: string, suites?: Suite[], specs?: { title: string, ok: boolean, file: string, line: number, tests: { results: { error?: { message?: string } }[] }[] }[] }} Suite
 * @param {Suite} suite
 * @returns {string[]}
 */
function toPlaywrightFailures({ suites = [], specs = [] }) {
  const own = specs.filter(({ ok }) => !ok);
  return [
    ...own.map(({ title, file, line, tests }) =>
      toFailure(`${file}:${line} ${title}`, tests[0]?.results.find(({ error }) => error)?.error?.message),
    ),
    ...suites.flatMap(toPlaywrightFailures),
  ];
}

/**
 * @param {string} name
 * @param {string} [message]
 */
function toFailure(name, message = 'no reason was given') {
  const [first = ''] = stripVTControlCharacters(message).split('\n');
  return `${name}: ${first.slice(0, 300)}`;
}

/**
 * The closing words. A class that ran nothing, skipped something or whose runner failed on its own is a failure.
 * @param {readonly ClassResult[]} results
 * @returns {{ text: string, ok: boolean }}
 */
export function formatSummary(results) {
  const lines = results.map(
    ({ name, passed, failed, skipped, durationMs }) =>
      `${name.padEnd(12)}${String(passed + failed).padStart(5)} tests ran: ${passed} passed, ${failed} failed, ${skipped} skipped (${(durationMs / 1000).toFixed(1)} s)`,
  );
  const complaints = results.flatMap(findComplaints);
  const failures = results.flatMap(({ name, failures: own = [] }) => own.map((one) => `failed: ${name}: ${one}`));
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  if (skipped === 0) lines.push('No test was skipped.');
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0) + complaints.length;
  return {
    text: [...lines, ...failures.slice(0, FAILURES_SHOWN), ...complaints, `${passed} passed, ${failed} failed`].join(
      '\n',
    ),
    ok: failed === 0,
  };
}

/**
 * What is wrong with a class beside its failed tests.
 * @param {ClassResult} result
 */
function findComplaints({ name, code, passed, failed, skipped }) {
  if (passed + failed + skipped === 0) return [`${name}: no test ran (the runner ended with code ${code}).`];
  if (skipped > 0) return [`${name}: ${skipped} tests were skipped; all must run.`];
  if (code !== 0 && failed === 0) return [`${name}: all tests passed, but the runner ended with code ${code}.`];
  return [];
}
