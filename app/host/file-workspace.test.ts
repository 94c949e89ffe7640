import { expect, it } from 'vitest';
import { fakeEditor } from '../test/fake-editor.ts';
import { fakeExchange, fakeMaps, fakeReader } from '../test/fake-session.ts';
import { createFileWorkspace } from './file-workspace.ts';
import { createTempFolder } from './temp-folder.ts';

it('is read only: what changes a recording is refused, saving a copy is not', async () => {
  const copies: string[] = [];
  const reader = { ...fakeReader(fakeExchange()), copyTo: async (path: string) => void copies.push(path) };
  const feed = { subscribe: () => ({ watch: () => undefined, close: () => undefined }) };
  const shell = { kind: 'electron' as const, show: () => undefined, askSave: async () => '/x/copy.tline' };
  const editor = fakeEditor();
  const context = { shell, editor, temp: createTempFolder(), version: '1', openFile: async () => 'file-2' };
  const startPage = () => Promise.reject(new Error('not asked for'));
  const workspace = createFileWorkspace(
    { reader, feed, sourceMaps: fakeMaps(), close: async () => undefined },
    { id: 'file-1', name: 'a.har', path: '/a.har', context, startPage },
  );
  for (const command of [
    { type: 'resume' },
    { type: 'start-demo' },
    { type: 'replay', exchangeId: '1' },
    { type: 'send-hmr', event: 'devlog', data: {} },
    { type: 'set-switches', switches: { inject: false } },
  ] as const) {
    await expect(workspace.run(command)).rejects.toMatchObject({ code: 'only-live' });
  }
  expect(await workspace.run({ type: 'save-session' })).toEqual({ ok: true, path: '/x/copy.tline' });
  expect(copies).toEqual(['/x/copy.tline']);
  expect(workspace.state()).toMatchObject({ mode: 'file', shell: 'electron', name: 'a.har' });
});
