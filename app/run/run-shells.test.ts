import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
    shell: 'browser',
    json: false,
    command: [],
    notices: [],
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
  it('shows the start page under the address it says, until it is stopped', async () => {
    writeFileSync(join(folder, 'index.html'), '<p>page');
    const { options, said } = setUp({});
    const ended = runBrowser({ ...options, why: 'There is no display.' });
    await expect.poll(said).toContain('Dashboard: ');
    expect(said()).toContain('There is no display.');
    const address = /Dashboard: (\S+)/.exec(said())?.[1] ?? '';
    const entry = await fetch(address, { redirect: 'manual' });
    const page = await fetch(new URL('/', address), {
      headers: { cookie: entry.headers.get('set-cookie')?.split(';')[0] ?? '' },
    });
    expect(await page.text()).toBe('<p>page');
    signals.emit('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('ends by itself after the duration', async () => {
    expect(await runBrowser(setUp({ durationMs: 10 }).options)).toBe(0);
  });

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
