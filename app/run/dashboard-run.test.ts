import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDashboardRun } from './dashboard-run.ts';
import { createRunOutput } from './run-output.ts';
import { toRunPlan } from './run-plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  vi.stubEnv('XDG_DATA_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('begins on the start page where there is nothing to record, says its notices, and ends without a report', async () => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const flags = {
    demo: false,
    routes: [],
    allowRemote: false,
    https: false,
    shell: 'browser',
    json: true,
    command: [],
    notices: ['Not in this version.'],
  } as const;
  const run = createDashboardRun({
    ...{ stdout, stderr },
    plan: toRunPlan(flags, {}, folder),
    installation: { root: folder, version: '1', bundleFolder: folder, rendererFolder: folder },
    output: createRunOutput(true, stdout, stderr),
    shell: { kind: 'browser', show: () => undefined },
  });
  await run.begin('http://127.0.0.1:1/');
  expect(run.host.live.state().mode).toBe('start');
  expect(await run.host.live.startPage()).toMatchObject({
    recentTargets: [],
    recentSessions: [],
    demoAvailable: false,
  });
  expect(run.commandEnded).toBeUndefined();
  await run.close();
  expect(stdout.read()).toBeNull();
  expect(String(stderr.read())).toBe('Not in this version.\n');
});
