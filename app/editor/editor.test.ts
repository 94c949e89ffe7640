import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEditor, type EditorOptions } from './editor.ts';

const PLACE = { path: '/shop/src/a b.ts', line: 12, column: 5 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that writes its arguments down, one a line, and ends with a code. */
function recorder(name: string, code = 0): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${file}.args'\nexit ${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

const args = (name: string) =>
  readFileSync(join(folder, `${name}.args`), 'utf8')
    .trimEnd()
    .split('\n');

function editor(options: Partial<EditorOptions> = {}) {
  return createEditor({
    ...{ env: { PATH: folder }, platform: 'linux', hasTerminal: false, findRunning: async () => undefined },
    ...options,
  });
}

describe('a place is opened', () => {
  it('by the configured editor’s command', async () => {
    recorder('code');
    expect(await editor({ configured: 'vscode' }).open(PLACE)).toEqual({ ok: true });
    expect(args('code')).toEqual(['-r', '-g', '/shop/src/a b.ts:12:5']);
  });

  it('by a template, without a shell', async () => {
    const file = recorder('my ed');
    const path = '/shop/$(touch x)`y`;"&|.ts';
    await editor({ configured: `"${file}" --line {line} {file}` }).open({ ...PLACE, path });
    expect(args('my ed')).toEqual(['--line', '12', path]);
  });

  it('by what the environment names, or by the editor that runs', async () => {
    recorder('zeditor');
    const named = editor({ env: { PATH: folder, THROUGHLINE_EDITOR: 'zed' } });
    expect(named.name).toBe('zed');
    await named.open(PLACE);
    expect(args('zeditor')).toEqual(['/shop/src/a b.ts:12:5']);
    const running = recorder('webstorm');
    await editor({ findRunning: async () => running }).open(PLACE);
    expect(args('webstorm')).toEqual(['--line', '12', '--column', '5', PLACE.path]);
  });

  it('by the editor’s URL where its command is not there', async () => {
    const link = 'cursor://file/shop/src/a%20b.ts:12:5';
    expect(await editor({ configured: 'cursor' }).open(PLACE)).toEqual({ ok: true, location: link });
    const opened: string[] = [];
    const openLink = async (url: string) => void opened.push(url);
    expect(await editor({ configured: 'cursor', openLink }).open(PLACE)).toEqual({ ok: true });
    expect(opened).toEqual([link]);
  });

  it('by an editor in the terminal where there is one', async () => {
    recorder('nvim');
    await editor({ configured: 'nvim', hasTerminal: true }).open(PLACE);
    expect(args('nvim')).toEqual(['+call cursor(12, 5)', PLACE.path]);
  });
});

describe('it is said what to do', () => {
  it.each<[string, Partial<EditorOptions>]>([
    ['editor-none', {}],
    ['editor-missing', { configured: 'webstorm' }],
    ['editor-missing', { configured: '/none/myed' }],
    ['editor-invalid', { configured: 'myed {line}' }],
    ['editor-failed', { configured: '/none/myed {file}' }],
    ['editor-failed', { configured: 'zed', openLink: () => Promise.reject(new Error('no such scheme')) }],
  ])('%s', async (code, options) =>
    expect(editor(options).open(PLACE)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\.$/) as string,
    }),
  );

  it('when an editor needs a terminal or fails', async () => {
    recorder('nvim');
    await expect(editor({ configured: 'nvim' }).open(PLACE)).rejects.toMatchObject({ code: 'editor-needs-terminal' });
    recorder('subl', 3);
    await expect(editor({ configured: 'sublime' }).open(PLACE)).rejects.toMatchObject({
      ...{ code: 'editor-failed', message: expect.stringContaining('code 3') as string },
    });
  });
});

it.each(['relative.ts', '/a\nb.ts', '/a\u0000.ts', '//server/share/a.ts', '\\\\server\\share\\a.ts'])(
  'never hands %j to a program',
  async (path) => {
    recorder('code');
    await expect(editor({ configured: 'code' }).open({ ...PLACE, path })).rejects.toMatchObject({ code: 'bad-path' });
    expect(() => args('code')).toThrow();
  },
);
