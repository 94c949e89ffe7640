import { expect, it } from 'vitest';
import { findNamedEditor } from './editor-names.ts';

it.each([
  ['vscode', 'code', 'vscode'],
  ['Code.exe', 'code', 'vscode'],
  ['vscodium', 'codium', 'vscodium'],
  ['cursor', 'cursor', 'cursor'],
  ['zed', 'zed', 'zed'],
  ['webstorm', 'webstorm', undefined],
  ['intellij', 'idea', undefined],
  ['neovim', 'nvim', undefined],
  ['C:\\Tools\\Sublime\\subl.exe', 'subl', undefined],
])('%s is known', (name, command, scheme) => {
  const editor = findNamedEditor(name);
  expect(editor?.commands[0]).toBe(command);
  expect(editor?.scheme).toBe(scheme);
});

it.each(['constructor', 'myed', ''])('%s is not', (name) => expect(findNamedEditor(name)).toBeUndefined());
