import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChoiceInput, chooseShell } from './shell-choice.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function install(): void {
  mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true });
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
  writeFileSync(join(root, 'node_modules/electron/dist/electron'), '');
}

function input(over: Partial<ChoiceInput> = {}): ChoiceInput {
  const said = (): void => undefined;
  const env = { DISPLAY: ':0' };
  return { asked: 'auto', root, env, interactive: false, platform: 'linux', say: said, ...over };
}

describe('chooseShell', () => {
  it('does as it is told', async () => {
    install();
    expect(await chooseShell(input({ asked: 'headless' }))).toEqual({ shell: 'headless' });
    expect(await chooseShell(input({ asked: 'browser' }))).toEqual({ shell: 'browser' });
  });

  it('opens a window where there is a display and a runtime', async () => {
    install();
    expect(await chooseShell(input())).toMatchObject({ shell: 'electron' });
  });

  it('says why there is no window', async () => {
    const noDisplay = await chooseShell(input({ env: {} }));
    expect(noDisplay).toMatchObject({ shell: 'browser', why: expect.stringContaining('no display') as string });
    const noRuntime = await chooseShell(input());
    expect(noRuntime).toMatchObject({ shell: 'browser', why: expect.stringContaining('install-electron') as string });
  });

  it('tries one download where someone watches', async () => {
    const download = vi.fn(async () => {
      install();
      return true;
    });
    expect(await chooseShell(input({ interactive: true, download }))).toMatchObject({ shell: 'electron' });
    expect(download).toHaveBeenCalledOnce();
  });

  it.each([{ CI: '1' }, { THROUGHLINE_NO_DOWNLOAD: '1' }, { ELECTRON_OVERRIDE_DIST_PATH: '/none' }])(
    'downloads nothing with %j',
    async (env) => {
      const download = vi.fn(async () => true);
      const choice = await chooseShell(input({ interactive: true, env: { DISPLAY: ':0', ...env }, download }));
      expect(choice.shell).toBe('browser');
      expect(download).not.toHaveBeenCalled();
    },
  );
});
