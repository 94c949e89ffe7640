// Shell: the editors that go by a name: their command, and the URL scheme by which some open a place.

export interface NamedEditor {
  /** Commands in order of preference; systems pack some under another name. */
  readonly commands: readonly string[];
  /** `<scheme>://file/<path>:<line>:<column>`; absent where there is no such way. */
  readonly scheme?: string;
  /** Runs inside a terminal. */
  readonly terminal?: boolean;
}

const VISUAL_STUDIO_CODE: NamedEditor = { commands: ['code'], scheme: 'vscode' };
const VSCODIUM: NamedEditor = { commands: ['codium', 'vscodium'], scheme: 'vscodium' };
const INTELLIJ: NamedEditor = { commands: ['idea'] };
const NEOVIM: NamedEditor = { commands: ['nvim'], terminal: true };
const SUBLIME_TEXT: NamedEditor = { commands: ['subl', 'sublime_text'] };

/** By what people write in a configuration. */
const EDITORS: Readonly<Record<string, NamedEditor>> = {
  code: VISUAL_STUDIO_CODE,
  vscode: VISUAL_STUDIO_CODE,
  'code-insiders': { commands: ['code-insiders'], scheme: 'vscode-insiders' },
  codium: VSCODIUM,
  vscodium: VSCODIUM,
  cursor: { commands: ['cursor'], scheme: 'cursor' },
  windsurf: { commands: ['windsurf'], scheme: 'windsurf' },
  zed: { commands: ['zed', 'zeditor'], scheme: 'zed' },
  webstorm: { commands: ['webstorm'] },
  idea: INTELLIJ,
  intellij: INTELLIJ,
  nvim: NEOVIM,
  neovim: NEOVIM,
  vim: { commands: ['vim'], terminal: true },
  vi: { commands: ['vi'], terminal: true },
  nano: { commands: ['nano'], terminal: true },
  subl: SUBLIME_TEXT,
  sublime: SUBLIME_TEXT,
};

/** The editor of a name, or of a command's path by its file name; undefined where it is not known. */
export function findNamedEditor(name: string): NamedEditor | undefined {
  const base = name.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd|bat)$/i, '');
  const key = base.toLowerCase();
  return Object.hasOwn(EDITORS, key) ? EDITORS[key] : undefined;
}
