// Shell: reads a HAR into a session in a process of its own, so that a large one does not hold up the proxy.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { Fault } from '../../main/base/fault.ts';

/** The most of what the process says that is kept for a message, in characters. */
const SAID_LIMIT = 500;

/** Runs `throughline import`; `cli` is the command line's bundle. Rejects with a `har-not-read` fault that repeats its reason. */
export async function importHarApart(cli: string, har: string, session: string): Promise<void> {
  const child = spawn(process.execPath, [cli, 'import', har, '--session', session], {
    // Where this is Electron, its binary is Node with this set.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [said, code] = await Promise.all([text(child.stderr), ended]);
  if (code === 0) return;
  const reason = said.trim().split('\n').at(-1)?.slice(0, SAID_LIMIT) ?? '';
  throw new Fault('har-not-read', reason === '' ? `${har} could not be read.` : reason);
}
