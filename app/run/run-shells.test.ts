import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunFlags } from '../cli/options.ts';
import { createRunOutput } from './run-output.ts';
import { toRunPlan } from './run-plan.ts';
import { type NodeRunOptions, runBrowser, runHeadless } from './run-shells.ts';
import { listenForStop } from './stop-signal.ts';

const FLAGS: RunFlags = {
  ...{
    demo: false,
    routes: [],
    allowRemote: false,
    https: false,
    inject: true,
    shell: 'browser',
    json: false,
    command: [],
    logFiles: [],
    metrics: [],
  },
};

let folder: string;
let signals: EventEmitter;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  vi.stubEnv('XDG_DATA_HOME', folder);
  signals = new EventEmitter();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function setUp(flags: Partial<RunFlags>): { readonly options: NodeRunOptions; readonly said: () => string } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let said = '';
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const options: NodeRunOptions = {
    ...{ stdout, stderr },
    plan: toRunPlan({ ...FLAGS, ...flags }, {}, folder),
    installation: { root: folder, version: '1', bundleFolder: folder, rendererFolder: folder },
    output: createRunOutput(false, stdout, stderr),
    stop: listenForStop(signals, () => undefined),
  };
  return { options, said: () => said };
}

describe('runBrowser', () => {
  it('fails for a file that is not there', async () => {
    await expect(runBrowser({ ...setUp({}).options, file: join(folder, 'none.tline') })).rejects.toMatchObject({
      code: 'file-missing',
    });
  });
});

describe('runHeadless', () => {
  it('fails with a reason and leaves no session where it can not record', async () => {
    // No worker lies in this folder.
    const { options } = setUp({ shell: 'headless', target: 'http://localhost:1', port: 0 });
    await expect(runHeadless(options)).rejects.toThrow();
    expect(readdirSync(join(folder, 'throughline', 'sessions'))).toEqual([]);
  });
});
