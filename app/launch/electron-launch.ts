// Launch: the window's process: Electron with the same arguments, our terminal, and its exit code as ours.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface ElectronLaunch {
  readonly binary: string;
  /** The folder that holds package.json, which names the window's entry point. */
  readonly root: string;
  /** As given by the user. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Chromium refuses to run as root with its outer sandbox. */
  readonly asRoot: boolean;
}

/** The arguments for Electron; what is ours follows the folder. */
export function electronArguments({ root, args, asRoot }: Pick<ElectronLaunch, 'root' | 'args' | 'asRoot'>): string[] {
  return [...(asRoot ? ['--no-sandbox'] : []), root, ...args];
}

/** Runs Electron to its end and gives its exit code. Signals to us are passed on, so that it can finish writing. */
export async function launchElectron(launch: ElectronLaunch): Promise<number> {
  const env = { ...launch.env };
  // Set in some editors' terminals; it would turn Electron into plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(launch.binary, electronArguments(launch), { stdio: 'inherit', env });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}
