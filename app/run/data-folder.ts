// Shell: where Throughline keeps what it writes by itself: sessions, recents, certificates.
import { randomBytes } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import envPaths from 'env-paths';
import { Fault, faultCode, faultMessage } from '../../main/base/fault.ts';
import { parseUrl } from '../../main/base/url.ts';

/** The user's data folder: `$XDG_DATA_HOME/throughline` where that applies, else the system's own place. */
export function dataFolder(): string {
  return envPaths('throughline', { suffix: '' }).data;
}

/** Where sessions go that have no `--session`. */
export function sessionFolder(): string {
  return join(dataFolder(), 'sessions');
}

/** Where local certificates are kept. */
export function certificateFolder(): string {
  return join(dataFolder(), 'certificates');
}

/** A file name for a new session: what is recorded, then the local time, as in `shop-20250131-094205`. */
export function sessionName(target: string | undefined, folder: string, at: Date): string {
  const host = target === undefined ? undefined : parseUrl(target)?.host;
  const local = host === undefined || /^(localhost|127\.|\[::1\])/.test(host);
  const subject = (local ? basename(folder) : host) || 'session';
  const safe = subject
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${safe === '' ? 'session' : safe}-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

/** How many names are tried before a new session's path gets a random part. */
const NAME_TRIES = 20;

/** Makes an empty file that only the user may read, in the session folder, under a name that is free; gives its path. */
export async function reserveSession(name: string, folder = sessionFolder()): Promise<string> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let n = 1; n <= NAME_TRIES; n++) {
      const path = join(folder, n === 1 ? `${name}.tline` : `${name}-${n}.tline`);
      if (await createPrivate(path)) return path;
    }
    const path = join(folder, `${name}-${randomBytes(4).toString('hex')}.tline`);
    await createPrivate(path);
    return path;
  } catch (error) {
    throw new Fault(
      'session-folder',
      `No session can be made in ${folder} (${faultMessage(error)}); give a place for it with --session.`,
      { cause: error },
    );
  }
}

/** Makes an empty file with mode 0600; false where one is there already. */
export async function createPrivate(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (faultCode(error) === 'EEXIST') return false;
    throw error;
  }
}
