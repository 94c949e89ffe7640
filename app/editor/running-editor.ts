// Shell: finds an editor where none is configured: the one that runs, else what the environment names. Never holds the thread up.
import { execFile } from 'node:child_process';
import {
  getEditorFromLinuxProcesses,
  getEditorFromMacProcesses,
  getEditorFromWindowsProcesses,
} from 'launch-editor/guess';

/** Longest time of asking the system what runs, in milliseconds. */
const ASK_MS = 5_000;
/** The most that its answer is read, in bytes. */
const ANSWER_BYTES = 4 * 1024 * 1024;

export interface RunningEditorOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Gives the processes' list as the system prints it. */
  readonly listProcesses?: (platform: NodeJS.Platform) => Promise<string>;
}

/** A command or a program's path; undefined where nothing is found. */
export async function findRunningEditor(options: RunningEditorOptions): Promise<string | undefined> {
  const { platform, env, listProcesses = askSystem } = options;
  if (env.LAUNCH_EDITOR) return env.LAUNCH_EDITOR;
  // A system without the tool, or one that takes too long, tells nothing.
  const list = await listProcesses(platform).catch(() => '');
  return pick(platform, list) ?? (env.VISUAL || env.EDITOR || undefined);
}

function pick(platform: NodeJS.Platform, list: string): string | undefined {
  if (list === '') return undefined;
  if (platform === 'darwin') return getEditorFromMacProcesses(list);
  if (platform === 'win32') return getEditorFromWindowsProcesses(list);
  return getEditorFromLinuxProcesses(list);
}

const WINDOWS_QUERY =
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
  'Get-CimInstance -Query "select executablepath from win32_process where executablepath is not null" | % { $_.ExecutablePath }';

function askSystem(platform: NodeJS.Platform): Promise<string> {
  if (platform === 'win32') return run('powershell', ['-NoProfile', '-Command', WINDOWS_QUERY]);
  return platform === 'darwin'
    ? run('ps', ['x', '-o', 'comm='])
    : run('ps', ['x', '--no-heading', '-o', 'comm', '--sort=comm']);
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: ASK_MS, maxBuffer: ANSWER_BYTES, windowsHide: true }, (error, stdout) => {
      if (error) reject(new Error(error.message, { cause: error }));
      else resolve(stdout);
    });
  });
}
