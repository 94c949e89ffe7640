// Shell: where a command lies, as the system would find it.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

export interface CommandSearch {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The program's file; undefined where there is none. On Windows programs only: scripts would need a shell. */
export async function findCommand(command: string, { platform, env }: CommandSearch): Promise<string | undefined> {
  const names = platform === 'win32' && !/\.exe$/i.test(command) ? [`${command}.exe`] : [command];
  const path = (platform === 'win32' ? (env.Path ?? env.PATH) : env.PATH) ?? '';
  const folders = /[\\/]/.test(command) ? [''] : path.split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    for (const name of names) {
      const file = folder === '' ? name : join(folder, name);
      if (await isProgram(file)) return file;
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Not there, or not to be run: the next folder may have it.
    return false;
  }
}
