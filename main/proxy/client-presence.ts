// Proxy: is a browser that sent FIN gone, or has it only finished sending?
import { readFile } from 'node:fs';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isLoopback } from './loopback.ts';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
/** The promise form of older versions of Node.js stops early in files that don't tell their size. */
const readWhole = promisify(readFile);

/** The reading under way, and the one that waits for it: a table read before a connection ended says nothing of its end. */
let reading: Promise<readonly string[]> | undefined;
let nextReading: Promise<readonly string[]> | undefined;

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

/** Many connections end at once when a page reloads; they share a reading, and there is never more than one at a time. */
function readTables(): Promise<readonly string[]> {
  nextReading ??= (reading ?? nextTurn([])).then(() => {
    reading = nextReading;
    nextReading = undefined;
    return Promise.all(TABLES.map((path) => readWhole(path, 'latin1').catch(() => '')));
  });
  return nextReading;
}

/** Address and port of the other end, its state, queues, timer, retransmissions, user and timeout stand before the inode. */
const UP_TO_INODE = /^[0-9A-F]+(:[0-9A-F]{4}) (?:\S+\s+){6}(\d+)/;
const LONGEST_REST = 160;

/** True when a process holds a connection between these two ports. */
export function isHeld(table: string, fromPort: number, toPort: number): boolean {
  const from = `${toSuffix(fromPort)} `;
  const to = toSuffix(toPort);
  // The table may have many thousand lines, so it is searched, not split.
  for (let at = table.indexOf(from); at !== -1; at = table.indexOf(from, at + 1)) {
    const start = at + from.length;
    const rest = UP_TO_INODE.exec(table.slice(start, start + LONGEST_REST));
    if (rest?.[1] === to && rest[2] !== '0') return true;
  }
  return false;
}

function toSuffix(port: number): string {
  return `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
}
