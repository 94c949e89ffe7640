import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProgramContext, readPlan, runProgram } from './program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const context: ProgramContext = {
    ...{ args, folder, stdout, stderr, env: {}, interactive: false, asRoot: false },
    installation: { root: folder, version: '9.8.7', bundleFolder: folder, rendererFolder: folder },
    signals: new EventEmitter(),
    force: () => undefined,
  };
  const code = await runProgram(context);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

describe('runProgram', () => {
  it('answers help and version on stdout', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '9.8.7\n', err: '' });
    expect((await run('--help')).out).toContain('Usage: throughline');
  });

  it.each([
    [['--port', 'x'], 2],
    [['--headless'], 2],
    [['--headless', '--host', '0.0.0.0', '5173'], 2],
    [['inspect', 'none.tline', '--kind', 'nonsense'], 2],
    [['inspect', '/none.tline'], 1],
    [['export', '/none.tline', '--har', 'x.har'], 1],
    [['open', '/none.tline'], 1],
    [['--config', 'none.json'], 1],
    [['lookup', 'a', '1', '1'], 1],
  ])('says in one line on stderr why %j fails, with code %i', async (args, code) => {
    const said = await run(...args);
    expect(said.code).toBe(code);
    expect(said.out).toBe('');
    expect(
      said.err
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('There is no display')),
    ).toHaveLength(1);
  });
});

describe('readPlan', () => {
  it("reads the folder's config file, which a run that only opens a file does not need", async () => {
    writeFileSync(join(folder, 'throughline.config.json'), '{"target":"localhost:1234"}');
    const flags = {
      demo: false,
      routes: [],
      allowRemote: false,
      https: false,
      inject: true,
      shell: 'auto',
      json: false,
      command: [],
      logFiles: [],
      metrics: [],
    } as const;
    expect((await readPlan(flags, folder)).proxy.target).toBe('http://localhost:1234');
    writeFileSync(join(folder, 'throughline.config.json'), '{');
    await expect(readPlan(flags, folder)).rejects.toMatchObject({ code: 'config-invalid' });
    expect((await readPlan(flags, folder, 'a.tline')).proxy.target).toBeUndefined();
  });
});
