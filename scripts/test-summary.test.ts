import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatSummary, readPlaywrightReport, readVitestReport } from './test-summary.mjs';

const fine = { name: 'unit', code: 0, durationMs: 1234, passed: 3, failed: 0, skipped: 0 };
const lastLine = (text: string): string => text.split('\n').at(-1) ?? '';

describe('the closing words', () => {
  it('name each class and end with the sum', () => {
    const { text, ok } = formatSummary([fine, { ...fine, name: 'electron', passed: 2 }]);
    expect(ok).toBe(true);
    expect(text).toMatch(/^unit +3 tests ran: 3 passed, 0 failed, 0 skipped \(1\.2 s\)$/m);
    expect(text).toMatch(/^electron +2 tests ran/m);
    expect(text).toContain('No test was skipped.');
    expect(lastLine(text)).toBe('5 passed, 0 failed');
  });

  it.each([
    ['a failed test', { failed: 1, code: 1 }, '3 passed, 1 failed', ''],
    ['a skipped test', { skipped: 2 }, '3 passed, 1 failed', '2 tests were skipped'],
    ['a class that ran nothing', { passed: 0 }, '0 passed, 1 failed', 'no test ran'],
    ['a runner that failed on its own', { code: 1 }, '3 passed, 1 failed', 'the runner ended with code 1'],
  ])('say so on %s', (_name, change, last, complaint) => {
    const { text, ok } = formatSummary([{ ...fine, ...change }]);
    expect(ok).toBe(false);
    expect(lastLine(text)).toBe(last);
    expect(text).toContain(complaint);
  });
});

describe('reports', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-summary-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (value: unknown): string => {
    writeFileSync(join(folder, 'report.json'), JSON.stringify(value));
    return join(folder, 'report.json');
  };

  it('of Vitest count what was left for later as skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(readVitestReport(write(report))).toEqual({ passed: 5, failed: 1, skipped: 3, failures: [] });
  });

  it('of Playwright count a flaky test as failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 } };
    expect(readPlaywrightReport(write(report))).toEqual({ passed: 5, failed: 2, skipped: 2, failures: [] });
  });

  it('name what failed and why, for the closing words', () => {
    const failed = { fullName: 'a thing works', status: 'failed', failureMessages: ['\u001b[31mno\u001b[39m\nat x'] };
    const vitest = {
      testResults: [{ name: 'a.test.ts', assertionResults: [failed, { ...failed, status: 'passed' }] }],
    };
    expect(readVitestReport(write(vitest)).failures).toEqual(['a thing works: no']);
    const broken = { testResults: [{ name: 'b.test.ts', message: 'no such file', assertionResults: [] }] };
    expect(readVitestReport(write(broken)).failures).toEqual(['b.test.ts: no such file']);
    const results = [{ error: { message: 'timed out' } }];
    const spec = { title: 'opens', ok: false, file: 'x.spec.ts', line: 3, tests: [{ results }] };
    const playwright = { stats: {}, suites: [{ suites: [{ specs: [spec, { ...spec, ok: true }] }] }] };
    const { failures = [] } = readPlaywrightReport(write(playwright));
    expect(failures).toEqual(['x.spec.ts:3 opens: timed out']);
    const { text } = formatSummary([{ ...fine, failed: 1, code: 1, failures }]);
    expect(text).toContain('failed: unit: x.spec.ts:3 opens: timed out');
  });

  it('that were not written count as nothing run', () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    expect([readVitestReport(join(folder, 'no')), readPlaywrightReport(join(folder, 'no'))]).toEqual([none, none]);
  });
});
