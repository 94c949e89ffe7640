import { expect, it } from 'vitest';
import { findRunningEditor } from './running-editor.ts';

const find = (platform: NodeJS.Platform, list: string | Error, env = {}) =>
  findRunningEditor({
    ...{ platform, env },
    listProcesses: async () => {
      if (list instanceof Error) throw list;
      return list;
    },
  });

it.each<[NodeJS.Platform, string, string]>([
  ['linux', 'bash\ncode\nnode\n', 'code'],
  ['linux', 'webstorm.sh\n', 'webstorm'],
  ['darwin', '/Applications/Visual Studio Code.app/Contents/MacOS/Electron\n', 'code'],
  ['win32', 'C:\\Windows\\explorer.exe\r\nC:\\Apps\\Code.exe\r\n', 'C:\\Apps\\Code.exe'],
])('on %s the one that runs', async (platform, list, editor) => expect(await find(platform, list)).toBe(editor));

it('is the one that the environment names first, or at last', async () => {
  expect(await find('linux', 'code\n', { LAUNCH_EDITOR: 'subl', EDITOR: 'vi' })).toBe('subl');
  expect(await find('linux', 'bash\n', { VISUAL: 'zed', EDITOR: 'vi' })).toBe('zed');
  expect(await find('linux', new Error('no ps'), { EDITOR: 'vi' })).toBe('vi');
  expect(await find('linux', 'bash\n', { EDITOR: '' })).toBeUndefined();
});

it('asks this system what runs', async () => {
  const found = await findRunningEditor({ platform: process.platform, env: { EDITOR: 'last' } });
  expect(found).not.toBe('');
  expect(typeof found).toBe('string');
});
