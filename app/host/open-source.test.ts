import { expect, it } from 'vitest';
import { fakeEditor } from '../test/fake-editor.ts';
import { openSource } from './open-source.ts';

const editor = fakeEditor();
const maps = {
  openable: async (path: string) =>
    path === '/shop/link.ts'
      ? { path: '/shop/src/a.ts' }
      : { code: 'file-not-openable', message: 'It is not below a root.' },
};

it('opens the real file at its place', async () => {
  expect(await openSource({ type: 'open-source', path: '/shop/link.ts', line: 3, column: 7 }, maps, editor)).toEqual({
    ok: true,
  });
  await openSource({ type: 'open-source', path: '/shop/link.ts', line: 4 }, maps, editor);
  expect(editor.opened).toEqual([
    { path: '/shop/src/a.ts', line: 3, column: 7 },
    { path: '/shop/src/a.ts', line: 4, column: 1 },
  ]);
});

it('opens nothing else', async () => {
  const command = { type: 'open-source', path: '/etc/passwd', line: 1 } as const;
  await expect(openSource(command, maps, editor)).rejects.toMatchObject({ code: 'file-not-openable' });
  await expect(openSource(command, undefined, editor)).rejects.toMatchObject({ code: 'no-session' });
  expect(editor.opened).toHaveLength(2);
});
