import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeEditor } from '../test/fake-editor.ts';
import { fakeExchange, fakeReader } from '../test/fake-session.ts';
import { type SavableSession, type SessionCommandContext, runSessionCommand } from './session-commands.ts';
import type { ShellServices } from './shell-services.ts';
import { createTempFolder } from './temp-folder.ts';

let folder: string;
const temp = createTempFolder();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(async () => {
  await temp.close();
  rmSync(folder, { recursive: true, force: true });
});

const session: SavableSession = {
  reader: fakeReader(fakeExchange()),
  name: 'shop.tline',
  copyTo: async (path) => writeFileSync(path, 'copy'),
};

function context(shell: Partial<ShellServices>): SessionCommandContext {
  return {
    shell: { kind: 'electron', show: (id) => `/?workspace=${id}`, ...shell },
    temp,
    editor: fakeEditor(),
    version: '1',
    openFile: async (path) => (path.endsWith('a.har') ? 'file-1' : Promise.reject(new Error('none'))),
  };
}

describe('saving', () => {
  it('asks where in a window; cancelling is no failure', async () => {
    const asked: string[] = [];
    const askSave = async (name: string) => {
      asked.push(name);
      return asked.length === 1 ? join(folder, 'x.tline') : undefined;
    };
    expect(await runSessionCommand({ type: 'save-session' }, session, context({ askSave }))).toEqual({
      ok: true,
      path: join(folder, 'x.tline'),
    });
    expect(readFileSync(join(folder, 'x.tline'), 'utf8')).toBe('copy');
    expect(await runSessionCommand({ type: 'export-har', raw: false }, session, context({ askSave }))).toEqual({
      ok: true,
    });
    expect(asked).toEqual(['shop.tline', 'shop.har']);
  });

  it('offers a finished file in a browser', async () => {
    const offered: string[] = [];
    const offer = async (path: string, name: string) => {
      offered.push(readFileSync(path, 'utf8'));
      return `/download/${name}`;
    };
    expect(await runSessionCommand({ type: 'export-har', raw: true }, session, context({ offer }))).toEqual({
      ok: true,
      location: '/download/shop.har',
    });
    expect(JSON.parse(offered[0] ?? '')).toMatchObject({ log: { version: '1.2' } });
  });

  it('makes new files only where a window names the path itself', async () => {
    const there = join(folder, 'there.tline');
    writeFileSync(there, 'old');
    for (const [path, code] of [
      ['x.tline', 'bad-path'],
      [join(folder, '.bashrc'), 'bad-path'],
      [there, 'file-exists'],
    ] as const) {
      await expect(runSessionCommand({ type: 'save-session', path }, session, context({}))).rejects.toMatchObject({
        code,
      });
    }
    expect(readFileSync(there, 'utf8')).toBe('old');
    const path = join(folder, 'new.tline');
    expect(await runSessionCommand({ type: 'save-session', path }, session, context({}))).toEqual({ ok: true, path });
    expect(existsSync(path)).toBe(true);
  });

  it('needs a session', async () => {
    await expect(runSessionCommand({ type: 'save-session' }, undefined, context({}))).rejects.toMatchObject({
      code: 'no-session',
    });
  });
});

describe('opening', () => {
  it('shows the file in a window of its own', async () => {
    expect(await runSessionCommand({ type: 'open-file', path: '/x/a.har' }, undefined, context({}))).toEqual({
      ok: true,
      location: '/?workspace=file-1',
    });
    const askOpen = async () => '/x/a.har';
    expect(
      await runSessionCommand({ type: 'open-file' }, undefined, context({ askOpen, show: () => undefined })),
    ).toEqual({ ok: true });
    expect(
      await runSessionCommand({ type: 'open-file' }, undefined, context({ askOpen: async () => undefined })),
    ).toEqual({ ok: true });
  });

  it('says how a browser does it, and refuses paths that are not full', async () => {
    await expect(runSessionCommand({ type: 'open-file' }, undefined, context({}))).rejects.toMatchObject({
      code: 'upload-instead',
    });
    await expect(runSessionCommand({ type: 'open-file', path: 'a.har' }, undefined, context({}))).rejects.toMatchObject(
      { code: 'bad-path' },
    );
  });
});
