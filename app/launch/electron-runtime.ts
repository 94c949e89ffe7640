// Launch: is there an Electron to open a window with? Looks for its files; never finds out by running it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How long one download of the runtime may take. */
const DOWNLOAD_LIMIT_MS = 20_000;

/** The binary of the Electron to use; undefined where none is there. `root` is the folder that holds package.json. */
export function findElectron(root: string, env: NodeJS.ProcessEnv, platform = process.platform): string | undefined {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = readName(root);
  if (override !== undefined && override !== '') return existing(join(override, name ?? defaultName(platform)));
  return name === undefined ? undefined : existing(join(electronFolder(root), 'dist', name));
}

/** Downloads Electron into node_modules; true when it is there afterwards. Says so on stderr, and gives up after the limit. */
export async function downloadElectron(
  root: string,
  say: (line: string) => void,
  limitMs = DOWNLOAD_LIMIT_MS,
): Promise<boolean> {
  const script = join(electronFolder(root), 'install.js');
  if (!existsSync(script)) return false;
  say('Downloading Electron once, for the window …');
  const child = spawn(process.execPath, [script], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  clearTimeout(timer);
  return code === 0;
}

/** Whether a window can be shown: macOS and Windows always have a display, elsewhere one is named in the environment. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((value) => value !== undefined && value !== '');
}

function electronFolder(root: string): string {
  return join(root, 'node_modules', 'electron');
}

/** The binary's name, as Electron's own installer notes it. */
function readName(root: string): string | undefined {
  const path = join(electronFolder(root), 'path.txt');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function defaultName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
