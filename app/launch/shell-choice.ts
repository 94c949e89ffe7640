// Launch: which shell a run gets, and in plain words why it is not the window.
import { downloadElectron, findElectron, hasDisplay } from './electron-runtime.ts';

export type ShellChoice =
  | { readonly shell: 'headless' }
  /** `why` is a sentence for the user where a window was expected. */
  | { readonly shell: 'browser'; readonly why?: string }
  | { readonly shell: 'electron'; readonly binary: string };

export interface ChoiceInput {
  readonly asked: 'auto' | 'browser' | 'headless';
  /** The folder that holds package.json. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Someone watches the terminal, so that a download may take a while. */
  readonly interactive: boolean;
  readonly platform?: NodeJS.Platform;
  readonly say: (line: string) => void;
  readonly download?: typeof downloadElectron;
}

/** Chooses a window where one can be had, else a browser. What was asked for explicitly is not questioned. */
export async function chooseShell(input: ChoiceInput): Promise<ShellChoice> {
  const { asked, root, env, say, platform = process.platform, download = downloadElectron } = input;
  if (asked !== 'auto') return { shell: asked };
  if (!hasDisplay(env, platform)) {
    return { shell: 'browser', why: 'There is no display here for a window, so the dashboard is served to a browser.' };
  }
  const found = findElectron(root, env, platform);
  if (found !== undefined) return { shell: 'electron', binary: found };
  if (mayDownload(input) && (await download(root, say))) {
    const binary = findElectron(root, env, platform);
    if (binary !== undefined) return { shell: 'electron', binary };
  }
  return {
    shell: 'browser',
    why: 'Electron is not installed here, so the dashboard is served to a browser; "npx install-electron" gets it.',
  };
}

function mayDownload({ env, interactive }: ChoiceInput): boolean {
  const off = [env['CI'], env['THROUGHLINE_NO_DOWNLOAD']].some((value) => value !== undefined && value !== '');
  return interactive && !off && env['ELECTRON_OVERRIDE_DIST_PATH'] === undefined;
}
