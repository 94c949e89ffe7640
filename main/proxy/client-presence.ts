// Proxy: is a browser that sent FIN gone, or has it only finished sending?
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isLoopback } from './loopback.ts';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LOCAL_COLUMN = 1;
const REMOTE_COLUMN = 2;
const INODE_COLUMN = 9;

let reading: Promise<readonly string[]> | undefined;

/**
 * FIN means the same for `close` and for `shutdown`, and only data sent to a closed end brings a reset. On Linux the
 * kernel's table tells of a loopback peer: an end that no process holds has no inode. Undefined where that can't be known.
 */
export async function isPeerGone(socket: Socket): Promise<boolean | undefined> {
  const { remoteAddress, remotePort, localPort } = socket;
  if (remoteAddress === undefined || remotePort === undefined || localPort === undefined) return true;
  if (process.platform !== 'linux' || !isLoopback(remoteAddress)) return undefined;
  const tables = await readTables();
  if (tables.every((table) => table === '')) return undefined;
  return !tables.some((table) => isHeld(table, remotePort, localPort));
}

/** Many connections end at once when a page reloads; those that ask before a reading has begun share it. */
function readTables(): Promise<readonly string[]> {
  reading ??= nextTurn().then(() => {
    reading = undefined;
    return Promise.all(TABLES.map((path) => readFile(path, 'latin1').catch(() => '')));
  });
  return reading;
}

/** True when a process holds a connection between these two ports. */
export function isHeld(table: string, fromPort: number, toPort: number): boolean {
  const from = toSuffix(fromPort);
  const to = toSuffix(toPort);
  return table.split('\n').some((line) => {
    if (!line.includes(from) || !line.includes(to)) return false;
    const columns = line.trim().split(/\s+/);
    return (
      columns[LOCAL_COLUMN]?.endsWith(from) === true &&
      columns[REMOTE_COLUMN]?.endsWith(to) === true &&
      columns[INODE_COLUMN] !== '0'
    );
  });
}

function toSuffix(port: number): string {
  return `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}
